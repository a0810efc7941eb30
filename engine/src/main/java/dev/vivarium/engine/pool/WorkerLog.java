package dev.vivarium.engine.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a worker process writes to stdout and stderr: complaints of the JVM and the runtime, nothing of a script.
 * It goes to the log at debug level, in lines of bounded length and number, and the last line serves as a reason when
 * the process dies.
 */
final class WorkerLog {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLog.class);

    /** A hostile worker can't fill the host's log: lines beyond this are dropped. */
    private static final int MOST_LINES = 1_000;

    private static final int LONGEST_LINE = 1_000;

    private final int number;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String lastLine = "";

    private WorkerLog(int number) {
        this.number = number;
    }

    /** Reads {@code stream} to its end on a thread of its own. */
    static WorkerLog follow(int number, InputStream stream) {
        WorkerLog log = new WorkerLog(number);
        Thread.ofPlatform().daemon().name("vivarium-worker-" + number + "-log").start(() -> log.read(stream));
        return log;
    }

    /** The last line, for which it is worth waiting until the process has closed its end; or an empty text. */
    String lastLine(Duration patience) {
        try {
            ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return lastLine;
    }

    private void read(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            int lines = 0;
            for (int letter = reader.read(); letter >= 0; letter = reader.read()) {
                if (letter != '\n') {
                    if (line.length() < LONGEST_LINE && !Character.isISOControl(letter)) {
                        line.append((char) letter);
                    }
                } else if (lines++ < MOST_LINES) {
                    log(line.toString());
                    line.setLength(0);
                }
            }
        } catch (IOException gone) {
            // The process is gone, and that is reported elsewhere.
        } finally {
            ended.countDown();
        }
    }

    private void log(String line) {
        lastLine = line;
        LOG.debug("worker {}: {}", number, line);
    }
}
