package dev.vivarium.policy.kernel;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The Java threads that run beside the caller, without the JVM's own. */
final class EarlierThreads {
    private EarlierThreads() {}

    /** Looks from the main group down; the JVM keeps its own threads in the group above. */
    static List<String> names() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        // The estimate may be outrun by a thread that starts meanwhile; a few places more make that unlikely.
        Thread[] found = new Thread[group.activeCount() + 16];
        group.enumerate(found);
        return Stream.of(found)
                .filter(Objects::nonNull)
                .filter(thread -> thread.threadId() != Thread.currentThread().threadId())
                .map(Thread::getName)
                .toList();
    }
}
