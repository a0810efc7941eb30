package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KernelSupportTest {
    @Test
    void thisMachineIsWhereTheTestsOfTheWallsRun() {
        KernelSupport support = KernelSupport.probe();
        assertThat(support.whyNotConfinable()).as("%s", support).isEmpty();
        assertThat(support.landlockAbi()).isPositive();
    }

    @Test
    void probingChangesNothing() {
        assertThat(KernelSupport.probe()).isEqualTo(KernelSupport.probe());
    }

    @Test
    void everythingThereMeansNoReason() {
        assertThat(support("Linux", "amd64", 1, true, true).whyNotConfinable()).isEmpty();
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(support("Mac OS X", "aarch64", 0, false, false).whyNotConfinable())
                .hasValueSatisfying(reason -> assertThat(reason).contains("Mac OS X", "Linux on x86_64"));
        assertThat(support("Linux", "aarch64", 0, false, false).whyNotConfinable())
                .hasValue("no seccomp table for architecture aarch64: only x86_64 is supported");
        assertThat(support("Linux", "amd64", 0, true, true).whyNotConfinable())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("no Landlock: needs Linux 5.13"));
        assertThat(support("Linux", "amd64", 7, false, true).whyNotConfinable())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("no seccomp filters"));
        assertThat(support("Linux", "amd64", 7, true, false).whyNotConfinable())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("no resource limits"));
    }

    private static KernelSupport support(String os, String arch, int abi, boolean seccomp, boolean limits) {
        return new KernelSupport(os, arch, "6.1", abi, seccomp, limits, false, Optional.empty());
    }
}
