package dev.vivarium.engine.service;

import dev.vivarium.CapabilityException;
import dev.vivarium.Outcome;
import dev.vivarium.Usage;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.LimitKey;

/** A limit as a Python error, which a script may catch; if it does not, that limit is its outcome. */
final class Refusal {

    private Refusal() {}

    /** What to throw where {@code task} has come to the limit {@code key}. */
    static <T extends Comparable<? super T>> CapabilityException of(HostTask task, LimitKey<T> key, String what) {
        strike(task, key);
        String allowed = key.show(task.script().policy().limits().of(key));
        return new CapabilityException(
                "RuntimeError", what + ": " + allowed + " are allowed (limit " + key.name() + ")");
    }

    /** The limit {@code key} is behind an error that the script gets. */
    static <T extends Comparable<? super T>> void strike(HostTask task, LimitKey<T> key) {
        Limit<T> limit = task.script().policy().limits().of(key);
        task.struck(new Outcome.LimitExceeded(key.name(), key.show(limit), "more", Usage.NONE));
    }
}
