package dev.vivarium.engine.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Script;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.policy.Trust;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    @Test
    void anUntrustedScriptMayNotRunInTheHostsOwnProcess() {
        Script script = Script.of("pass").under(inTheHost(Presets.PLAYER));
        assertThat(Admission.whyNot(script))
                .contains("policy 'player' is untrusted, so its scripts can't run in the host's own JVM: use placement"
                        + " process, or a trusted policy");
        assertThat(Admission.whyNot(Script.of("pass").under(inTheHost(Presets.ADMIN))))
                .isEmpty();
    }

    @Test
    void aMemoryLimitCanNotBeKeptInTheHostsOwnProcess() {
        Policy trusted =
                inTheHost(Presets.PLAYER).toBuilder().trust(Trust.TRUSTED).build();
        assertThat(Admission.whyNot(Script.of("pass").under(trusted)))
                .contains("policy 'player' limits memory, which can't be measured in the host's own JVM: use placement"
                        + " process, or memory unlimited");
    }

    @Test
    void variablesBeyondTheLimitsOfValuesAreRefused() {
        Policy narrow = Presets.PLAYER.toBuilder().limit(Limits.VALUE_ITEMS, 3).build();
        Script script = Script.of("pass").under(narrow);
        assertThat(Admission.whyNot(script.with("x", List.of(1, 2)))).isEmpty();
        assertThat(Admission.whyNot(script.with("x", List.of(1, 2, 3))))
                .get()
                .asString()
                .startsWith("its variables are too much for policy 'player': ")
                .contains("valueItems");
    }

    @Test
    void aCapabilityThatThePolicyDoesNotNameIsRefused() {
        Policy policy =
                Presets.PLAYER.toBuilder().capabilities(Names.only("world")).build();
        Script script = Script.of("pass").under(policy).granting("world", new Object());
        assertThat(Admission.whyNot(script)).isEmpty();
        assertThat(Admission.whyNot(script.granting("admin", new Object())))
                .contains("policy 'player' does not allow the capability 'admin' (setting capabilities)");
    }

    private static Policy inTheHost(Policy policy) {
        return policy.toBuilder().placement(Placement.THREAD).build();
    }

    @Test
    void aSourceLongerInBytesThanItsPolicyAllowsIsRefused() {
        assertThat(Admission.whyNot(Script.of("#" + "x".repeat(256 * 1024 - 1))))
                .isEmpty();
        assertThat(Admission.whyNot(Script.of("#" + "x".repeat(256 * 1024))))
                .contains(
                        "the source has 262145 bytes, more than the 262144 that policy 'player' allows (limit source)");
        assertThat(Admission.whyNot(Script.of("#" + "ä".repeat(128 * 1024)))).isPresent();
    }

    @Test
    void aSourceThatNestsTooDeepIsRefused() {
        assertThat(Admission.whyNot(Script.of("x = " + "[".repeat(100) + "]".repeat(100))))
                .isEmpty();
        assertThat(Admission.whyNot(Script.of("x = " + "[".repeat(101) + "]".repeat(101))))
                .contains("the source nests 101 deep, more than the 100 that policy 'player' allows (limit"
                        + " sourceNesting)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t\n"})
    void anEmptyScriptIsRefused(String source) {
        assertThat(Admission.whyNot(Script.of(source))).contains("the script is empty");
    }
}
