package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which confining can fail must say so, and never go on. */
final class ConfinementFailureTest {
    /** A process that SIGSYS (31) ended has the status 128 + 31. */
    private static final int KILLED_BY_FILTER = 159;

    @Test
    void theKernelAgreesThatTheThreadIsConfined() {
        ChildJvm.Result child = ChildJvm.run(TryConfining.class);
        assertThat(child.outcome("applied")).contains("landlockAbi=");
        assertThat(child.outcome("NoNewPrivs")).isEqualTo("1");
        assertThat(child.outcome("Seccomp")).as("SECCOMP_MODE_FILTER").isEqualTo("2");
        assertThat(List.of("CapInh", "CapPrm", "CapEff", "CapAmb"))
                .allSatisfy(set -> assertThat(child.outcome(set)).isEqualTo("0000000000000000"));
    }

    @Test
    void rootGivesUpEvenWhatAProgramItStartsCouldHave() {
        assumeTrue(KernelSupport.probe().root(), "without root's powers the bounding set can't be changed");
        assertThat(ChildJvm.run(TryConfining.class).outcome("CapBnd")).isEqualTo("0000000000000000");
    }

    @Test
    void callingThroughAnotherAbiEndsTheProcess() {
        ChildJvm.Result child = ChildJvm.run(ConfinedX32Caller.class);
        assertThat(child.status()).as(child.output()).isEqualTo(KILLED_BY_FILTER);
    }

    @Test
    void withoutLandlockSaysWhatIsNeeded() {
        List<String> command = new ArrayList<>(ChildJvm.command(WithoutLandlock.class));
        command.addAll(ChildJvm.command(TryConfining.class));
        ChildJvm.Result child = ChildJvm.run(command);
        assertThat(child.outcome("support")).contains("landlockAbi=0");
        assertThat(child.outcome("step")).isEqualTo("SUPPORT");
        assertThat(child.outcome("message")).endsWith(KernelSupport.NO_LANDLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "seccomp, SUPPORT, no seccomp filters",
        "prlimit64, SUPPORT, no resource limits",
        "setpgid, PROCESS_GROUP, setpgid() failed with ENOSYS",
        "prctl, NO_NEW_PRIVILEGES, prctl(PR_SET_NO_NEW_PRIVS) failed with ENOSYS",
        "capget, CAPABILITIES, capget failed with ENOSYS",
        "capset, CAPABILITIES, capset failed with ENOSYS",
        "landlock_add_rule, LANDLOCK, landlock_add_rule for /",
        "landlock_restrict_self, LANDLOCK, landlock_restrict_self failed with ENOSYS",
        // Calls that only say that they worked.
        "landlock_restrict_self=0, VERIFICATION, listing / worked where it had to fail with EACCES",
        "seccomp=0, VERIFICATION, making a socket worked where it had to fail with EPERM",
    })
    void everyStepThatFailsIsNamed(String hidden, ConfinementStep step, String message) {
        List<String> command = new ArrayList<>(ChildJvm.command(WithoutSyscalls.class, hidden));
        command.addAll(ChildJvm.command(TryConfining.class));
        ChildJvm.Result child = ChildJvm.run(command);
        assertThat(child.outcome("step")).as(child.output()).isEqualTo(step.name());
        assertThat(child.outcome("message")).contains(message);
    }

    @Test
    void aPathThatDoesNotExistIsNamed() {
        ChildJvm.Result child = ChildJvm.run(TryConfining.class, "/no/such/path");
        assertThat(child.outcome("step")).isEqualTo("LANDLOCK");
        assertThat(child.outcome("errno")).isEqualTo("ENOENT");
        assertThat(child.outcome("message")).contains("/no/such/path");
    }

    @Test
    void deniedNativeAccessIsAReasonAndNoCrash() {
        List<String> command = new ArrayList<>(ChildJvm.command(TryConfining.class));
        command.replaceAll(word -> word.startsWith("--enable-native-access") ? "--illegal-native-access=deny" : word);
        ChildJvm.Result child = ChildJvm.run(command);
        assertThat(child.outcome("step")).isEqualTo("SUPPORT");
        assertThat(child.outcome("message")).contains("native access", "--enable-native-access=ALL-UNNAMED");
    }
}
