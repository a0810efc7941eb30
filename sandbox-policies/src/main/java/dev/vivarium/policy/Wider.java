package dev.vivarium.policy;

import java.util.Optional;

/** Whether one policy grants more than another. */
final class Wider {

    private Wider() {}

    /** The setting by which {@code wish} is wider than {@code most}; empty if it is not. */
    static Optional<String> why(Policy wish, Policy most) {
        if (wish.trust() == Trust.TRUSTED && most.trust() != Trust.TRUSTED) {
            return Optional.of("its scripts would be trusted (setting trust)");
        }
        if (wish.placement().isInHost() && wish.placement() != most.placement()) {
            return Optional.of("its scripts would run in the host's own process (setting placement)");
        }
        if (wish.context() == ContextLife.KEPT && most.context() != ContextLife.KEPT) {
            return Optional.of("it keeps contexts (setting context)");
        }
        if (!within(wish.imports(), most.imports())) {
            return Optional.of("it allows more imports (setting imports)");
        }
        if (!within(wish.capabilities(), most.capabilities())) {
            return Optional.of("it allows more capabilities (setting capabilities)");
        }
        if (wish.errorDetail().compareTo(most.errorDetail()) > 0) {
            return Optional.of("it tells more of errors (setting errors)");
        }
        return Limits.KEYS.stream()
                .filter(key -> !within(key, wish.limits(), most.limits()))
                .findFirst()
                .map(key -> "limit " + key.name() + " may be at most " + show(key, most.limits()) + ", not "
                        + show(key, wish.limits()));
    }

    private static <T extends Comparable<? super T>> boolean within(LimitKey<T> key, Limits wish, Limits most) {
        return wish.of(key)
                .most()
                .map(most.of(key)::allows)
                .orElseGet(() -> most.of(key).most().isEmpty());
    }

    private static <T extends Comparable<? super T>> String show(LimitKey<T> key, Limits limits) {
        return key.show(limits.of(key));
    }

    private static boolean within(Names wish, Names most) {
        return switch (wish) {
            case Names.All _ -> most instanceof Names.All;
            case Names.Only only -> only.names().stream().allMatch(most::allow);
        };
    }
}
