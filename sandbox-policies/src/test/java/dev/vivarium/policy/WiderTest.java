package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which settings make a policy wider than another. */
class WiderTest {

    private static final Policy MOST = Policy.builder("most")
            .imports(Names.only("math", "re"))
            .capabilities(Names.only("self"))
            .errorDetail(ErrorDetail.MESSAGE)
            .build();

    private static Optional<String> why(UnaryOperator<Policy.Builder> change) {
        return change.apply(MOST.toBuilder()).name("wish").build().whyWiderThan(MOST);
    }

    @Test
    void eachSettingThatGrantsMoreIsNamed() {
        assertThat(why(wish -> wish.trust(Trust.TRUSTED)).orElseThrow()).contains("setting trust");
        assertThat(why(wish -> wish.placement(Placement.THREAD)).orElseThrow()).contains("setting placement");
        assertThat(why(wish -> wish.placement(Placement.COOPERATIVE)).orElseThrow())
                .contains("setting placement");
        assertThat(why(wish -> wish.context(ContextLife.KEPT)).orElseThrow()).contains("setting context");
        assertThat(why(wish -> wish.imports(Names.all())).orElseThrow()).contains("setting imports");
        assertThat(why(wish -> wish.imports(Names.only("math", "os"))).orElseThrow())
                .contains("setting imports");
        assertThat(why(wish -> wish.capabilities(Names.all())).orElseThrow()).contains("setting capabilities");
        assertThat(why(wish -> wish.errorDetail(ErrorDetail.TRACEBACK)).orElseThrow())
                .contains("setting errors");
    }

    @Test
    void eachLimitThatAllowsMoreIsNamed() {
        for (LimitKey<?> key : Limits.KEYS) {
            assertThat(why(wish -> widen(wish, key)).orElseThrow())
                    .startsWith("limit " + key.name() + " may be at most");
            assertThat(MOST.whyWiderThan(widen(MOST.toBuilder(), key).build())).isEmpty();
        }
        assertThat(why(wish -> wish.limit(Limits.TIMEOUT, Duration.ofSeconds(11))))
                .contains("limit timeout may be at most 10s, not 11s");
    }

    private static <T extends Comparable<? super T>> Policy.Builder widen(Policy.Builder wish, LimitKey<T> key) {
        return wish.limit(key, Limits.widest().of(key));
    }

    @Test
    void whatIsTheSameOrNarrowerIsNotWider() {
        for (Policy same : List.of(MOST, Presets.PLAYER, Presets.BUILDER, Presets.ADMIN)) {
            assertThat(same.whyWiderThan(same)).isEmpty();
        }
        assertThat(why(wish -> wish.imports(Names.only())
                        .capabilities(Names.only())
                        .errorDetail(ErrorDetail.NONE)
                        .limit(Limits.TIMEOUT, Duration.ofMillis(1))))
                .isEmpty();
        assertThat(Presets.PLAYER.whyWiderThan(Presets.BUILDER)).isEmpty();
        assertThat(Presets.BUILDER.whyWiderThan(Presets.ADMIN)).isEmpty();
        assertThat(Presets.ADMIN.whyWiderThan(Presets.BUILDER)).isPresent();
    }

    /** From a confined process nobody gets into the host, nor from one thread of the host's to another. */
    @Test
    void ofTwoPlacementsInTheHostEachIsWiderThanTheOther() {
        Policy process = Presets.ADMIN;
        Policy thread = process.toBuilder().placement(Placement.THREAD).build();
        Policy loop = process.toBuilder().placement(Placement.COOPERATIVE).build();
        assertThat(thread.whyWiderThan(loop)).isPresent();
        assertThat(loop.whyWiderThan(thread)).isPresent();
        assertThat(loop.whyWiderThan(process)).isPresent();
        assertThat(process.whyWiderThan(loop)).isEmpty();
        assertThat(loop.whyWiderThan(loop)).isEmpty();
    }
}
