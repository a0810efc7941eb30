package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Player", "root", "player "})
    void aNameThatIsNoPresetsIsNotFound(String name) {
        assertThat(Policy.preset(name)).isEmpty();
    }

    @Test
    void presetsAreFoundByTheirNames() {
        assertThat(Policy.preset("player")).contains(Policy.PLAYER);
        assertThat(Policy.preset("admin")).contains(Policy.ADMIN);
        assertThat(Policy.presets()).extracting(Policy::name).doesNotHaveDuplicates();
    }

    @Test
    void noPresetRunsInTheHostsOwnProcess() {
        assertThat(Policy.presets()).extracting(Policy::placement).containsOnly(Placement.PROCESS);
    }

    @Test
    void playersAreUntrustedAndEveryOneOfTheirLimitsHasABound() {
        assertThat(Policy.PLAYER.trust()).isEqualTo(Trust.UNTRUSTED);
        Limits limits = Policy.PLAYER.limits();
        assertThat(limits.timeout().most()).isPresent();
        assertThat(limits.output().most()).isPresent();
        assertThat(limits.values().most()).isPresent();
        assertThat(limits.valueItems().most()).isPresent();
        assertThat(limits.valueDepth().most()).isPresent();
        assertThat(limits.source().most()).isPresent();
    }

    @Test
    void playersGetLessOfEverythingThanAdministrators() {
        Limits player = Policy.PLAYER.limits();
        Limits admin = Policy.ADMIN.limits();
        assertThat(player.timeout().tighter(admin.timeout())).isEqualTo(player.timeout());
        assertThat(player.output().tighter(admin.output())).isEqualTo(player.output());
        assertThat(player.values().tighter(admin.values())).isEqualTo(player.values());
        assertThat(player.valueItems().tighter(admin.valueItems())).isEqualTo(player.valueItems());
        assertThat(player.valueDepth().tighter(admin.valueDepth())).isEqualTo(player.valueDepth());
        assertThat(player.source().tighter(admin.source())).isEqualTo(player.source());
    }

    @Test
    void changedCopiesKeepTheRestAndLeaveTheOriginalAlone() {
        Policy moved = Policy.ADMIN.withPlacement(Placement.THREAD);
        assertThat(moved).isEqualTo(new Policy("admin", Trust.TRUSTED, Placement.THREAD, Policy.ADMIN.limits()));
        Limits limits = Policy.ADMIN.limits().withTimeout(Limit.of(Duration.ofSeconds(1)));
        assertThat(Policy.ADMIN.withLimits(limits))
                .isEqualTo(new Policy("admin", Trust.TRUSTED, Placement.PROCESS, limits));
        assertThat(Policy.ADMIN.placement()).isEqualTo(Placement.PROCESS);
    }
}
