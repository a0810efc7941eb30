package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Player", "root", "player "})
    void aNameThatIsNoPresetsIsNotFound(String name) {
        assertThat(Presets.named(name)).isEmpty();
    }

    @Test
    void presetsAreFoundByTheirNames() {
        assertThat(Presets.named("player")).contains(Presets.PLAYER);
        assertThat(Presets.named("builder")).contains(Presets.BUILDER);
        assertThat(Presets.named("admin")).contains(Presets.ADMIN);
        assertThat(Presets.all()).extracting(Policy::name).doesNotHaveDuplicates();
    }

    @Test
    void noPresetRunsInTheHostsOwnProcess() {
        assertThat(Presets.all()).extracting(Policy::placement).containsOnly(Placement.PROCESS);
    }

    @Test
    void playersAndBuildersAreUntrustedAndEveryOneOfTheirLimitsHasABound() {
        for (Policy policy : new Policy[] {Presets.PLAYER, Presets.BUILDER}) {
            assertThat(policy.trust()).isEqualTo(Trust.UNTRUSTED);
            assertThat(Limits.KEYS)
                    .allSatisfy(key -> assertThat(policy.limits().of(key).most())
                            .as("%s of %s", key, policy.name())
                            .isPresent());
        }
    }

    @Test
    void playersGetNoMoreThanBuildersAndTheyNoMoreThanAdministrators() {
        for (LimitKey<?> key : Limits.KEYS) {
            assertNoMore(key, Presets.PLAYER, Presets.BUILDER);
            assertNoMore(key, Presets.BUILDER, Presets.ADMIN);
        }
    }

    private static <T extends Comparable<? super T>> void assertNoMore(LimitKey<T> key, Policy less, Policy more) {
        Limit<T> tight = less.limits().of(key);
        assertThat(tight.tighter(more.limits().of(key))).as("%s", key).isEqualTo(tight);
    }

    @Test
    void playersMayNotImportWhatReachesOut() {
        for (String module :
                new String[] {"os", "sys", "socket", "subprocess", "ctypes", "threading", "java", "polyglot"}) {
            assertThat(Presets.PLAYER.imports().allow(module)).as(module).isFalse();
        }
    }
}
