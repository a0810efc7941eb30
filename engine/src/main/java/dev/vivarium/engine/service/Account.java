package dev.vivarium.engine.service;

import dev.vivarium.CapabilityException;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Limits;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a script has going on beside itself, with all the scripts that it has started: one that starts scripts that start
 * scripts has no more than one that starts them all. Safe for use by any thread.
 */
public final class Account {

    private final AtomicInteger open = new AtomicInteger();

    /**
     * One more, of {@code task}.
     *
     * @return ends it; does nothing the second time
     * @throws CapabilityException if that is too much
     */
    Runnable begin(HostTask task) {
        Limit<Integer> most = task.script().policy().limits().of(Limits.PENDING);
        if (!most.allows(open.incrementAndGet())) {
            open.decrementAndGet();
            throw Refusal.of(task, Limits.PENDING, "too many delays, nested runs and questions at once");
        }
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                open.decrementAndGet();
            }
        };
    }
}
