package dev.vivarium.engine.link;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stands before a receiver until the peer has said the right first word. */
abstract class Gate<O extends Message, I extends Message> implements Receiver<I> {

    private final Link<O, I> link;
    private final Receiver<I> behind;
    /** Empty if the peer came through, else why the link ended. */
    private final CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();

    Gate(Link<O, I> link, Receiver<I> behind) {
        this.link = link;
        this.behind = behind;
    }

    abstract boolean isGreeting(I message);

    /** What is wrong with the first message, or empty; then it has also been answered. */
    abstract Optional<String> refuse(I first);

    @Override
    public void message(I message) {
        if (!outcome.isDone()) {
            refuse(message).ifPresentOrElse(link::close, () -> outcome.complete(Optional.empty()));
        } else if (isGreeting(message)) {
            link.close("the peer greets twice");
        } else {
            behind.message(message);
        }
    }

    @Override
    public void closed(String reason) {
        if (!outcome.complete(Optional.of(reason))) {
            behind.closed(reason);
        }
    }

    /** Waits for the greeting; closes the link if none comes. */
    void await(Duration patience, String expected) throws HandshakeException, InterruptedException {
        try {
            outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            link.close("no " + expected + " within " + patience);
        } catch (InterruptedException e) {
            link.close("interrupted while waiting for " + expected);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        Optional<String> problem = outcome.join();
        if (problem.isPresent()) {
            throw new HandshakeException(problem.get());
        }
    }
}
