package dev.vivarium.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Submits at a steady pace, whatever becomes of what was submitted before: a slow answer makes no later one look fast. */
final class Pace {

    private static final Duration STEP = Duration.ofMillis(50);

    /** How often a second. */
    static final int PER_SECOND = (int) (Duration.ofSeconds(1).toMillis() / STEP.toMillis());

    private Pace() {}

    /** Makes one submission. */
    @FunctionalInterface
    interface Submission {

        /** Submits, and gives where the answer will be. */
        Caller.Awaited submit();
    }

    /** Submits {@code count} times and gives the replies. */
    static List<Caller.Reply> replies(int count, Submission submission) throws InterruptedException, TimeoutException {
        List<Caller.Awaited> awaited = new ArrayList<>();
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < count; i++) {
            watch.waitUntil(STEP.multipliedBy(i));
            awaited.add(submission.submit());
        }
        List<Caller.Reply> replies = new ArrayList<>();
        for (Caller.Awaited each : awaited) {
            replies.add(each.reply());
        }
        return replies;
    }
}
