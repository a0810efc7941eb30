package dev.vivarium.engine.capability;

import dev.vivarium.engine.link.Message.FromHost;
import java.util.function.Consumer;

/**
 * Decides when the steps of one task run, and is told how it gets on. Most run when they can ({@link #FREE}); a host with
 * a loop of its own has others wait for that. Called by any thread, holds up none, and calls no task back.
 */
public interface Pace {

    /** Steps run as soon as they can. */
    Pace FREE = new Pace() {};

    /** What messages to the script go through. */
    default Consumer<FromHost> through(Consumer<FromHost> outbox) {
        return outbox;
    }

    /** The script waits; {@code idle}: with nothing of it under way. */
    default void parked(boolean idle) {}

    /** The script computes again. */
    default void resumed() {}

    /** The script calls its host, or has its answer: whichever it is, it goes on without anybody's doing. */
    default void moves() {}

    /** The answer to what the script has called will come some time. */
    default void waits() {}

    /** The call with that number to a function of the script is over. */
    default void invoked(long number) {}

    /** Nothing of the script is left. */
    default void gone() {}
}
