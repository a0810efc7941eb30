package dev.vivarium.engine.capability;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptFunction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One function that came with a call from a script. */
public final class GivenFunction implements ScriptFunction {

    private enum State {
        /** The call that it came with goes on. */
        GIVEN,
        KEPT,
        CLOSED
    }

    private final Functions functions;
    private final long number;
    private volatile boolean patient;
    private State state = State.GIVEN;

    /** Whether it was kept, and may have been given up since. */
    private boolean kept;

    private Consumer<Outcome.Problem> onLost = _ -> {};

    GivenFunction(Functions functions, long number) {
        this.functions = functions;
        this.number = number;
    }

    long number() {
        return number;
    }

    @Override
    public synchronized void keep() {
        if (state == State.CLOSED) {
            throw new IllegalStateException(
                    "a script's function can be kept only before the method that got it returns");
        }
        if (state == State.GIVEN) {
            functions.keep(this);
            state = State.KEPT;
            kept = true;
        }
    }

    /** Its calls wait until nothing of its script is under way, not only until the script waits. Before {@link #keep}. */
    public void waitForItsTurn() {
        patient = true;
    }

    boolean isPatient() {
        return patient;
    }

    /**
     * Calls {@code listener} if the script leaves before this is closed, on the thread that finds out; it must not
     * block. To be called before {@link #keep}.
     */
    public synchronized void onLost(Consumer<Outcome.Problem> listener) {
        onLost = listener;
    }

    /** The call that it came with is over; gives whether it was kept: then a message follows when it is given up. */
    synchronized boolean settle() {
        if (state == State.GIVEN) {
            state = State.CLOSED;
        }
        return kept;
    }

    synchronized boolean isValid() {
        return state != State.CLOSED;
    }

    void lost(Outcome.Problem why) {
        Consumer<Outcome.Problem> listener;
        synchronized (this) {
            state = State.CLOSED;
            listener = onLost;
        }
        listener.accept(why);
    }

    @Override
    public CompletionStage<@Nullable Object> call(List<?> arguments, Map<String, ?> keywords) {
        return functions.call(this, arguments, keywords);
    }

    @Override
    public boolean isAlive() {
        return isValid() && !functions.isGone();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
        }
        functions.close(this);
    }
}
