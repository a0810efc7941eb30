package dev.vivarium.policy;

import java.util.Optional;

/**
 * An upper bound that is either a value or, by name, absent. Zero and negative bounds do not exist: a limit that
 * allows nothing is a refusal, and "no limit" must be said ({@link #unlimited()}).
 *
 * @param <T> what is bounded, with its unit: a {@link java.time.Duration}, a {@link ByteSize}, a count
 */
public sealed interface Limit<T extends Comparable<? super T>> {

    /** How policy files and people call the absence of a bound. */
    String UNLIMITED = "unlimited";

    /** The bound {@code most}; using exactly {@code most} is allowed. */
    record AtMost<T extends Comparable<? super T>>(T bound) implements Limit<T> {
        @Override
        public String toString() {
            return String.valueOf(bound);
        }
    }

    /** No bound, asked for by name. */
    record Unlimited<T extends Comparable<? super T>>() implements Limit<T> {
        @Override
        public String toString() {
            return UNLIMITED;
        }
    }

    /** A bound of {@code most}. */
    static <T extends Comparable<? super T>> Limit<T> of(T most) {
        return new AtMost<>(most);
    }

    /** No bound. */
    static <T extends Comparable<? super T>> Limit<T> unlimited() {
        return new Unlimited<>();
    }

    /** The bound, or empty if there is none. */
    default Optional<T> most() {
        return switch (this) {
            case AtMost<T>(T bound) -> Optional.of(bound);
            case Unlimited<T>() -> Optional.empty();
        };
    }

    /** Whether {@code used} stays within this limit. */
    default boolean allows(T used) {
        return most().map(most -> used.compareTo(most) <= 0).orElse(true);
    }

    /** The stricter of the two limits. */
    default Limit<T> tighter(Limit<T> other) {
        return other.most().filter(this::allows).isPresent() ? other : this;
    }
}
