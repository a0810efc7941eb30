package dev.vivarium.handle;

import dev.vivarium.TaskState;
import dev.vivarium.Usage;
import java.time.Duration;

/** For how long a task has been running, by what its host knows of it. For one thread at a time. */
final class TurnClock {

    private boolean started;
    private long startedNanos;
    private boolean running;
    private long turnNanos;
    private long earlierNanos;

    /** It comes to that state. One that is stopped may go on for a little while, which counts. */
    void becomes(TaskState next, long nanos) {
        switch (next) {
            case TaskState.Running _ -> {
                if (!started) {
                    started = true;
                    startedNanos = nanos;
                }
                running = true;
                turnNanos = nanos;
            }
            case TaskState.Stopping _ -> {}
            case TaskState.Queued _, TaskState.Parked _, TaskState.Done _ -> {
                earlierNanos = ran(nanos);
                running = false;
            }
        }
    }

    private long ran(long nanos) {
        return earlierNanos + (running ? nanos - turnNanos : 0);
    }

    /** What it has used until then; nothing if it has not been running. */
    Usage usage(long nanos) {
        return started ? new Usage(Duration.ofNanos(ran(nanos)), Duration.ofNanos(nanos - startedNanos)) : Usage.NONE;
    }
}
