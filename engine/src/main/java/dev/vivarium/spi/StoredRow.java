package dev.vivarium.spi;

import java.time.Instant;

/**
 * A stored delay as it stands.
 *
 * @param id never used again
 * @param owner whose script runs
 * @param name what people are shown
 * @param dueAt when it is called
 * @param state where it is in its life
 * @param pauses how much more often it was paused than unpaused
 * @param script all that the run needs, in the engine's own form; empty where it was not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StoredRow(long id, String owner, String name, Instant dueAt, State state, int pauses, byte[] script) {

    /** Where a stored delay is in its life. */
    public enum State {
        /** Its time will come. */
        ARMED,
        /** The clock won't call it. */
        CANCELLED,
        /** Its time has come: it runs, is about to, or its host died while it ran. */
        CALLED,
        /** Its outcome is stored: it never runs again. Such a row is kept for some minutes. */
        DONE
    }

    /** Whether it can still be called. */
    public boolean exists() {
        return state == State.ARMED || state == State.CANCELLED;
    }
}
