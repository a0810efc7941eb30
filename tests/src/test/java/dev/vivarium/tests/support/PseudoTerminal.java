package dev.vivarium.tests.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A terminal of Linux with a program in it, which script(1) makes; keys go in, and what is shown is kept. */
public final class PseudoTerminal implements AutoCloseable {

    /** A program of Java that starts workers, all of it cold, on a machine that does other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A build that was started in the background ignores SIGINT, and hands that on to all that it starts. */
    private static final String HEARS_CTRL_C = "env --default-signal=INT ";

    /** What steers the terminal, such as colours and places of the cursor. */
    private static final Pattern STEERING = Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|[@-Z\\\\-_=>78])");

    private final Process process;
    private final StringBuilder shown = new StringBuilder();

    private PseudoTerminal(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /**
     * Starts {@code command}, for a shell, in a terminal of 40 lines and 120 columns; skips the test if this machine has
     * no script(1).
     */
    public static PseudoTerminal open(String command, Map<String, String> environment) throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "pseudo-terminals are tested on Linux only");
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(directory -> Path.of(directory, "script"))
                        .anyMatch(Files::isExecutable),
                "script(1), which makes pseudo-terminals, is not installed (Debian's package bsdutils)");
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("script", "-qec", "stty rows 40 cols 120; exec " + HEARS_CTRL_C + command, "/dev/null"))
                .redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return new PseudoTerminal(builder.start());
    }

    private void listen() {
        try (InputStream in = process.getInputStream();
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                synchronized (shown) {
                    shown.append((char) next);
                }
            }
        } catch (IOException gone) {
            // The terminal was closed.
        }
    }

    /** All that was shown so far, colours and moves of the cursor included. */
    public String raw() {
        synchronized (shown) {
            return shown.toString();
        }
    }

    /** All that was shown so far, without what steers the terminal. */
    public String text() {
        return STEERING.matcher(raw()).replaceAll("").replace("\r", "");
    }

    /** Waits until the terminal has shown {@code text}. */
    public void await(String text) {
        try {
            Waiting.until("the terminal shows '" + text + "'", PATIENCE, () -> text().contains(text));
        } catch (RuntimeException late) {
            throw new AssertionError("'" + text + "' is not among what was shown:\n" + text(), late);
        }
    }

    /** Presses keys; {@code \r} is Enter, {@code \3} Ctrl-C, {@code \4} Ctrl-D. */
    public void press(String keys) {
        try {
            OutputStream stream = process.getOutputStream();
            stream.write(keys.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the program has left its terminal, which shows:\n" + text(), gone);
        }
    }

    /** The exit status of the program, when it has ended. */
    public int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the program has not left its terminal, which shows:\n" + text());
        }
        return process.exitValue();
    }

    /** Ends the program, and all that it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
