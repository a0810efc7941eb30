package dev.vivarium.policy;

import java.util.Optional;

/**
 * One of the things that {@link Limits} bounds: its name, its unit and its rules.
 *
 * @param name what policy files, errors and outcomes call it
 * @param meaning what it bounds, for people
 * @param unit how its amounts are written
 * @param highest the highest bound that any policy may set; where there is one it can't be unlimited either
 * @param <T> its amounts
 */
public record LimitKey<T extends Comparable<? super T>>(
        String name, String meaning, Unit<T> unit, Optional<T> highest) {

    static <T extends Comparable<? super T>> LimitKey<T> open(String name, Unit<T> unit, String meaning) {
        return new LimitKey<>(name, meaning, unit, Optional.empty());
    }

    static <T extends Comparable<? super T>> LimitKey<T> capped(String name, Unit<T> unit, T highest, String meaning) {
        return new LimitKey<>(name, meaning, unit, Optional.of(highest));
    }

    /**
     * Gives back {@code limit} if it obeys this key's rules.
     *
     * @throws IllegalArgumentException if not; the message names the limit and the rule
     */
    Limit<T> check(Limit<T> limit) {
        Optional<T> most = limit.most();
        if (most.isEmpty() && highest.isPresent()) {
            throw new IllegalArgumentException("limit " + name + " can't be unlimited; at most " + show(highest.get()));
        }
        if (most.isPresent() && most.get().compareTo(unit.least()) < 0) {
            throw new IllegalArgumentException("limit " + name + " must be at least " + show(unit.least()) + ", not "
                    + show(most.get()) + "; for no limit say unlimited");
        }
        if (most.isPresent() && highest.isPresent() && most.get().compareTo(highest.get()) > 0) {
            throw new IllegalArgumentException(
                    "limit " + name + " must be at most " + show(highest.get()) + ", not " + show(most.get()));
        }
        return limit;
    }

    /** An amount as a policy file has it. */
    public String show(T amount) {
        return unit.format(amount);
    }

    /** A limit as a policy file has it. */
    public String show(Limit<T> limit) {
        return limit.most().map(this::show).orElse(Limit.UNLIMITED);
    }

    /**
     * Reads a limit as policy files have it.
     *
     * @throws IllegalArgumentException if it is none, or breaks this key's rules
     */
    public Limit<T> parse(String text) {
        return check(text.equals(Limit.UNLIMITED) ? Limit.unlimited() : Limit.of(unit.parse(text)));
    }

    @Override
    public String toString() {
        return name;
    }
}
