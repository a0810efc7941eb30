package dev.vivarium.engine.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Script;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    @Test
    void anUntrustedScriptMayNotRunInTheHostsOwnProcess() {
        Script script = Script.of("pass").under(Policy.PLAYER.withPlacement(Placement.THREAD));
        assertThat(Admission.whyNot(script))
                .contains("policy 'player' is untrusted, so its scripts can't run in the host's own JVM: use placement"
                        + " process, or a trusted policy");
        assertThat(Admission.whyNot(Script.of("pass").under(Policy.ADMIN.withPlacement(Placement.THREAD))))
                .isEmpty();
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

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t\n"})
    void anEmptyScriptIsRefused(String source) {
        assertThat(Admission.whyNot(Script.of(source))).contains("the script is empty");
    }
}
