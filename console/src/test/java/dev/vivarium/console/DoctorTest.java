package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import dev.vivarium.policy.kernel.KernelSupport;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class DoctorTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static MachineFacts facts(int java, @Nullable String whyNot) {
        return new MachineFacts(
                java,
                java + ".0.1, Maker",
                "GraalPy 25",
                "fast",
                "Linux 6.1",
                "amd64",
                "ABI 5",
                "available",
                "can be set",
                "anna",
                Optional.ofNullable(whyNot));
    }

    private int doctor(MachineFacts facts, Vivarium vivarium, String... words) {
        Console console = new Console(
                InputStream.nullInputStream(),
                new Sink(out),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                settings -> vivarium,
                false);
        return new CommandLine(new DoctorCommand(console, () -> facts)).execute(words);
    }

    private String lastLine() {
        return out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
    }

    @Test
    void aMachineThatCannotConfineIsRefusedWithItsReasonAndStartsNoWorker() {
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Returned(List.of(1L), Shell.USAGE));
        assertThat(doctor(facts(25, "the kernel has\nno Landlock"), vivarium)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("policy player: REFUSED: the kernel has no Landlock\n")
                .contains(
                        "policy admin: REFUSED: the kernel has no Landlock (it can still run with --placement thread)\n");
        assertThat(vivarium.scripts).isEmpty();
    }

    @Test
    void anOldJavaIsRefused() {
        assertThat(DoctorReport.lines(facts(24, null), Presets.all()))
                .contains(
                        "JDK:      24.0.1, Maker: TOO OLD",
                        "policy player: REFUSED: needs JDK 25 or newer, this is 24.0.1, Maker",
                        "policy admin: REFUSED: needs JDK 25 or newer, this is 24.0.1, Maker");
    }

    @Test
    void aWorkerThatDoesNotAnswerMakesTheMachineUnsound() {
        assertThat(doctor(facts(25, null), new FakeVivarium(new Outcome.Rejected("no room"))))
                .isEqualTo(1);
        assertThat(lastLine()).isEqualTo("worker: FAILED: rejected: no room");
        assertThat(doctor(facts(25, null), new FakeVivarium(new Outcome.Returned(List.of(2L), Shell.USAGE))))
                .isEqualTo(1);
        assertThat(lastLine()).isEqualTo("worker: FAILED: answered 2 in place of 1");
    }

    @Test
    void aSoundMachineStartsAWorker() {
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Returned(List.of(1L), Shell.USAGE));
        assertThat(doctor(facts(25, null), vivarium)).isZero();
        assertThat(lastLine()).matches("worker: started, confined and answered in \\d+ ms");
        assertThat(vivarium.scripts.getFirst().policy()).isEqualTo(Presets.PLAYER);
        assertThat(vivarium.closed).isTrue();
    }

    @Test
    void quickStartsNone() {
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Rejected("no room"));
        assertThat(doctor(facts(25, null), vivarium, "--quick")).isZero();
        assertThat(vivarium.scripts).isEmpty();
    }

    @Test
    void saysEveryFact() {
        assertThat(DoctorReport.lines(facts(25, null), Presets.all()))
                .containsExactly(
                        "JDK:      25.0.1, Maker",
                        "Python:   GraalPy 25",
                        "JIT:      fast",
                        "kernel:   Linux 6.1, amd64",
                        "Landlock: ABI 5",
                        "seccomp:  available",
                        "rlimits:  can be set",
                        "user:     anna",
                        "policy player: can be enforced",
                        "policy builder: can be enforced",
                        "policy admin: can be enforced");
    }

    @Test
    void missingWallsAreSaidAndRefuse() {
        MachineFacts facts =
                MachineProbe.facts(new KernelSupport("Linux", "amd64", "4.4", 0, false, false, true, Optional.empty()));
        assertThat(facts.landlock()).isEqualTo("MISSING");
        assertThat(facts.seccomp()).isEqualTo("MISSING");
        assertThat(facts.rlimits()).isEqualTo("MISSING");
        assertThat(facts.user()).contains("root");
        assertThat(facts.refusal()).get().asString().contains("Landlock");
    }

    @Test
    void wallsThatStandAreSaid() {
        MachineFacts facts =
                MachineProbe.facts(new KernelSupport("Linux", "amd64", "6.1", 2, true, true, false, Optional.empty()));
        assertThat(facts.kernel()).isEqualTo("Linux 6.1");
        assertThat(facts.landlock()).isEqualTo("ABI 2");
        assertThat(facts.user()).doesNotContain("root:");
        assertThat(facts.refusal()).isEmpty();
    }

    @Test
    void theProbeKnowsThisMachine() {
        MachineFacts here = MachineProbe.look();
        assertThat(here.javaFeature()).isEqualTo(Runtime.version().feature());
        assertThat(here.python()).matches("GraalPy \\d+\\..*");
        assertThat(here.jit()).doesNotContain("not on the class path");
    }
}
