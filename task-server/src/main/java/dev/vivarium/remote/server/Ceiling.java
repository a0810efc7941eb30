package dev.vivarium.remote.server;

import dev.vivarium.policy.ContextLife;
import dev.vivarium.policy.LimitKey;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Trust;
import java.util.Optional;

/** Whether one policy grants more than another. */
final class Ceiling {

    private Ceiling() {}

    /** Why {@code wish} is wider than {@code most}; empty if it is not. */
    static Optional<String> whyAbove(Policy wish, Policy most) {
        if (wish.trust() == Trust.TRUSTED && most.trust() != Trust.TRUSTED) {
            return Optional.of("its scripts would be trusted");
        }
        if (wish.placement() == Placement.THREAD && most.placement() != Placement.THREAD) {
            return Optional.of("its scripts would run in the server's own process");
        }
        if (wish.context() == ContextLife.KEPT && most.context() != ContextLife.KEPT) {
            return Optional.of("it keeps contexts");
        }
        if (!within(wish.imports(), most.imports())) {
            return Optional.of("it allows more imports");
        }
        if (wish.errorDetail().compareTo(most.errorDetail()) > 0) {
            return Optional.of("it tells more of errors");
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
