package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1a", "-a", "a b", "a\n", "\u00e4", "a.b"})
    void aNameThatCanNotBeTypedIsRefused(String name) {
        assertThatThrownBy(() -> Policy.builder(name).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "' is none");
    }

    @Test
    void namesMayHaveSixtyFourCharactersAndNoMore() {
        assertThat(Policy.builder("a".repeat(64)).build().name()).hasSize(64);
        assertThatThrownBy(() -> Policy.builder("a".repeat(65)).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNewPolicyGrantsNothingAndIsAsTightAsAPlayers() {
        Policy fresh = Policy.builder("fresh").build();
        assertThat(fresh.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(fresh.placement()).isEqualTo(Placement.PROCESS);
        assertThat(fresh.imports().allow("math")).isFalse();
        assertThat(fresh.capabilities().allow("world")).isFalse();
        assertThat(fresh.errorDetail()).isEqualTo(ErrorDetail.NONE);
        assertThat(fresh.limits()).isEqualTo(Presets.PLAYER.limits());
    }

    @Test
    void changedCopiesKeepTheRestAndLeaveTheOriginalAlone() {
        Policy admin = Presets.ADMIN;
        Policy moved = admin.toBuilder().placement(Placement.THREAD).build();
        assertThat(moved)
                .isEqualTo(new Policy(
                        "admin",
                        Trust.TRUSTED,
                        Placement.THREAD,
                        ContextLife.FRESH,
                        admin.limits(),
                        admin.imports(),
                        admin.capabilities(),
                        admin.errorDetail()));
        Policy faster =
                admin.toBuilder().limit(Limits.TIMEOUT, Duration.ofSeconds(1)).build();
        assertThat(faster.limits()).isEqualTo(admin.limits().with(Limits.TIMEOUT, Duration.ofSeconds(1)));
        assertThat(faster.toBuilder().limits(admin.limits()).build()).isEqualTo(admin);
        assertThat(admin.placement()).isEqualTo(Placement.PROCESS);
    }
}
