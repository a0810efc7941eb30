package dev.vivarium.policy.kernel;

/** How much of a resource a process may use. Zero means zero; who wants no limit says so. */
public sealed interface Limit {
    /**
     * At most this much, in the resource's unit.
     *
     * @param amount zero or more
     */
    record AtMost(long amount) implements Limit {
        /** Refuses a negative amount, which the kernel would read as a huge one. */
        public AtMost {
            if (amount < 0) {
                throw new IllegalArgumentException("a limit can't be negative: " + amount);
            }
        }
    }

    /** No limit but the one that the process already has. */
    record Unlimited() implements Limit {}

    /** At most this much, in the resource's unit. */
    static Limit atMost(long amount) {
        return new AtMost(amount);
    }

    /** No limit but the one that the process already has. */
    static Limit unlimited() {
        return new Unlimited();
    }
}
