package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Handshake;
import dev.vivarium.engine.link.HandshakeException;
import dev.vivarium.engine.link.Link;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Receiver;
import java.time.Duration;
import java.util.List;

/** Puts a {@link Worker} at the end of a link: what the host says becomes calls, what it reports becomes messages. */
public final class WorkerService implements Receiver<FromHost> {

    private final Worker worker;
    private final Link<FromWorker, FromHost> link;
    private final Runnable atEnd;

    /** @param atEnd called when the link is over or the host wants no more */
    public WorkerService(Worker worker, Link<FromWorker, FromHost> link, Runnable atEnd) {
        this.worker = worker;
        this.link = link;
        this.atEnd = atEnd;
    }

    /**
     * Greets the host and serves it from then on, on the link's own thread.
     *
     * @param walls what confines this worker, for the host's log
     */
    public void serve(String token, Duration patience, List<String> walls)
            throws HandshakeException, InterruptedException {
        Handshake.worker(link, token, patience, this);
        link.send(new Message.Ready(walls));
    }

    @Override
    public void message(FromHost message) {
        switch (message) {
            case Message.Run run -> worker.run(run, link::send);
            case Message.Answer answer -> worker.answer(answer);
            case Message.Invoke invoke -> worker.errand(invoke.task(), invoke);
            case Message.Forget forget -> worker.errand(forget.task(), forget);
            case Message.Cancel(long task) -> worker.cancel(task);
            case Message.Recall(long task) -> worker.recall(task);
            case Message.Ping(long nonce) -> link.send(new Message.Pong(nonce, worker.contextsReady()));
            case Message.Shutdown() -> atEnd.run();
            case Message.Welcome() -> throw new IllegalStateException("a second Welcome");
        }
    }

    @Override
    public void closed(String reason) {
        worker.close();
        atEnd.run();
    }
}
