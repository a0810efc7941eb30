package dev.vivarium.engine.service;

import dev.vivarium.CapabilityException;
import dev.vivarium.Script;
import dev.vivarium.engine.admit.Admission;
import dev.vivarium.engine.delay.Delays;
import dev.vivarium.engine.delay.StoredDelays;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Limits;
import dev.vivarium.spi.DelayStore.Bound;
import dev.vivarium.spi.StoreFullException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the delays of a script.
 *
 * @param task whose script asks
 */
record Storing(HostTask task, StoredDelays stored) {

    private static final Logger LOG = LoggerFactory.getLogger(Storing.class);

    /** Where nothing can be stored, that is an error for the script. */
    static Storing of(HostTask task, Delays delays) {
        return new Storing(
                task,
                delays.stored()
                        .orElseThrow(() -> new CapabilityException(
                                "RuntimeError",
                                "this host stores no delays: persistent=True needs its setting data or database")));
    }

    /** Gives the number. */
    long store(Duration wait, Script script, String name) {
        Admission.whyNot(script).ifPresent(why -> {
            throw new CapabilityException("ValueError", "the script can't be stored: " + why);
        });
        Limit<Integer> pending = task.script().policy().limits().of(Limits.PENDING);
        try {
            return stored.add(wait, script, name.isEmpty() ? script.name() : name, pending)
                    .id();
        } catch (IllegalArgumentException unfit) {
            throw new CapabilityException("ValueError", String.valueOf(unfit.getMessage()));
        } catch (StoreFullException full) {
            throw refusal(full.bound(), pending);
        } catch (IllegalStateException failed) {
            LOG.error("task {}: a delay could not be stored", task.id(), failed);
            throw new CapabilityException("RuntimeError", "the delay could not be stored; its host's log says why");
        }
    }

    private CapabilityException refusal(Bound bound, Limit<Integer> pending) {
        boolean byPolicy = bound == Bound.OWNERS_COUNT
                && pending.tighter(stored.mostPerOwner()).equals(pending);
        return byPolicy
                ? Refusal.of(task, Limits.PENDING, "too many stored delays of one owner")
                : new CapabilityException("RuntimeError", bound.problem());
    }
}
