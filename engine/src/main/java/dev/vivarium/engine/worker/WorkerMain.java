package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Link;
import dev.vivarium.engine.link.LinkClient;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Transport;
import dev.vivarium.engine.time.SystemTime;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The program of a worker process: connects to its host, locks itself in, makes Python warm, and serves. Its stdin is
 * the life-line: the first line is the token that it owes the host, and the end of it means that the host is gone.
 */
public final class WorkerMain {

    /** Exit status after a start that failed; the reason is the last line on stderr. */
    public static final int START_FAILED = 4;

    private static final Duration WELCOME_WITHIN = Duration.ofSeconds(30);

    private WorkerMain() {}

    /**
     * Runs a worker.
     *
     * @param args socket path, {@link PythonWalls}, {@link KernelWalls}, {@link Jvm}
     */
    public static void main(String[] args) {
        try {
            BufferedReader lifeline = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String token = lifeline.readLine();
            Transport transport = LinkClient.connect(Path.of(args[0]));
            Jvm jvm = Jvm.valueOf(args[3]);
            // Not later: a confined process can't tell its threads apart any more.
            jvm.goCompilerLater();
            // From here on nothing may open a socket or a file that is not named in the plan.
            List<String> walls = KernelWalls.valueOf(args[2]) == KernelWalls.STANDING
                    ? WorkerConfinement.apply()
                    : List.of("no kernel confinement");
            Lifeline.watch(lifeline, () -> Runtime.getRuntime().halt(0));
            Worker worker = new Worker(
                    "vivarium", new SystemTime("vivarium-timer"), PythonWalls.valueOf(args[1]), System.err, jvm);
            Link<FromWorker, FromHost> link = Link.ofWorker(transport, "vivarium-link");
            new WorkerService(worker, link, () -> Runtime.getRuntime().halt(0)).serve(token, WELCOME_WITHIN, walls);
            // To list the classes alone takes a third of a second, in which the first script may come.
            jvm.goLater();
            worker.initialiseAll();
        } catch (Exception | Error failed) {
            // Whatever it is: the JVM would live on without its main thread. The host reads this stream as the worker's
            // log, and its last line as the reason; no logger is on a worker's class path.
            System.err.println(failed.getMessage() == null ? failed.toString() : failed.getMessage());
            Runtime.getRuntime().halt(START_FAILED);
        }
    }
}
