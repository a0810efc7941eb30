package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Handshake;
import dev.vivarium.engine.link.HandshakeException;
import dev.vivarium.engine.link.Link;
import dev.vivarium.engine.link.Message.Answer;
import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.Call;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Face;
import dev.vivarium.engine.link.Message.Finished;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Message.Reply;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.engine.link.Receiver;
import dev.vivarium.engine.link.SocketTransport;
import dev.vivarium.engine.link.Transport;
import dev.vivarium.engine.link.TransportPair;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Short scripts that come to a worker one after the other over a socket, as a host's do: what they go through is then
 * among the first that workers compile. A run takes a worker that has it from its cache half as long as one that must
 * see some thousands of scripts before.
 */
final class TrainingRuns implements Receiver<FromWorker> {

    private static final String TOKEN = "training";
    private static final Bounds WIDEST = Bounds.of(Limits.widest());
    private static final Rules RULES = new Rules("training", WIDEST, Names.all());
    private static final Face WORLD = new Face(1, "world", List.of(), List.of("say"));

    private static final String SHORT = "_return(number + 5)\n";

    private static final String LONGER = """
            import time
            print('line')
            time.sleep(0)
            _return([number, world.say('text'), {'key': 1.5}])
            """;

    private final Link<FromHost, FromWorker> link;
    private final Semaphore finished = new Semaphore(0);

    private TrainingRuns(Transport transport) {
        link = Link.ofHost(transport, "training-host", _ -> WIDEST);
    }

    /**
     * Runs so many scripts in a kept context, and so many in fresh ones.
     *
     * @param folder for its socket
     * @param most how long one script may take
     * @return whether all returned, and none took longer
     */
    static boolean all(Worker worker, Path folder, int kept, int fresh, Duration most)
            throws IOException, InterruptedException, HandshakeException {
        TransportPair sockets = SocketTransport.pair(folder);
        WorkerService service = new WorkerService(worker, Link.ofWorker(sockets.left(), "training-link"), () -> {});
        Thread.ofPlatform().daemon().name("training-greeter").start(() -> greet(service, most));
        TrainingRuns runs = new TrainingRuns(sockets.right());
        Handshake.host(runs.link, TOKEN, most, runs);
        boolean all = runs.run(kept, "training", most) && runs.run(fresh, null, most);
        runs.link.close();
        return all;
    }

    private static void greet(WorkerService service, Duration most) {
        try {
            service.serve(TOKEN, most, List.of());
        } catch (HandshakeException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private boolean run(int times, @Nullable String keptFor, Duration most) throws InterruptedException {
        boolean all = link.isOpen();
        for (int task = 1; all && task <= times; task++) {
            String source = task % 2 == 0 ? SHORT : LONGER;
            link.send(new Run(task, "<training>", source, Map.of("number", 3L), List.of(WORLD), RULES, keptFor));
            all = finished.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS) && link.isOpen();
        }
        return all;
    }

    @Override
    public void message(FromWorker message) {
        switch (message) {
            case Call call -> link.send(new Answer(call.task(), call.call(), new Reply.Value("said")));
            case Finished done when done.end() instanceof End.Returned -> finished.release();
            case Finished other -> link.close("a script of the training failed: " + other.end());
            default -> {}
        }
    }

    @Override
    public void closed(String reason) {
        // Whoever waits for a script finds that out.
        finished.release();
    }
}
