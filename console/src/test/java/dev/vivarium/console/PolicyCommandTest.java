package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.policy.PolicyFile;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyCommandTest {

    @TempDir
    private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("policies.yaml"), text).toString();
    }

    private static Shell.Result run(String... words) {
        return Shell.thatReturns().run(words);
    }

    @Test
    void aFileThatBreaksARuleIsOneLineAndStatusTwoEverywhere() throws IOException {
        String bad = file("policies:\n  npc:\n    timout: 2s\n");
        Shell.Result refused = new Shell.Result(
                2, "", "vivarium: " + bad + ":3: policy 'npc', key 'timout': unknown; did you mean 'timeout'?\n");
        assertThat(run("policy", "check", bad)).isEqualTo(refused);
        assertThat(run("policy", "list", "--policy-file", bad)).isEqualTo(refused);
        assertThat(run("policy", "show", "player", "--policy-file", bad)).isEqualTo(refused);
        assertThat(run("run", "-c", "1", "--policy-file", bad)).isEqualTo(refused);
    }

    @Test
    void aFileThatIsNotThereIsOneLineAndStatusTwo() {
        assertThat(run("policy", "check", "no/such.yaml"))
                .isEqualTo(new Shell.Result(2, "", "vivarium: no/such.yaml: there is no such file\n"));
        assertThat(run("policy", "check", "a\u0000b").status()).isEqualTo(2);
    }

    @Test
    void aPolicyThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        String file = file("policies: {npc: {}}");
        assertThat(run("policy", "show", "nobody", "--policy-file", file))
                .isEqualTo(new Shell.Result(
                        2, "", "vivarium: no policy is called 'nobody'; there are: player, builder, admin, npc\n"));
    }

    @Test
    void policyAloneAsksForACommand() {
        assertThat(run("policy"))
                .isEqualTo(new Shell.Result(
                        2,
                        "",
                        "vivarium: which command? There are list, show and check (try: vivarium policy --help)\n"));
    }

    @Test
    void checkCountsThePoliciesOfASoundFile() throws IOException {
        String two = file("policies: {a: {}, b: {extends: admin}}");
        assertThat(run("policy", "check", two)).isEqualTo(new Shell.Result(0, two + ": 2 policies, all good\n", ""));
        String one = file("policies: {a: {}}");
        assertThat(run("policy", "check", one)).isEqualTo(new Shell.Result(0, one + ": 1 policy, all good\n", ""));
    }

    @Test
    void listHasOneLineForEachPolicy() throws IOException {
        String file = file("policies: {npc: {timeout: 1500ms}}");
        assertThat(run("policy", "list", "--policy-file", file).out().lines())
                .containsExactly(
                        "player           untrusted  process  10s",
                        "builder          untrusted  process  1m",
                        "admin            trusted    process  10m",
                        "npc              untrusted  process  1500ms");
        assertThat(run("policy", "list").out().lines()).hasSize(3);
    }

    @Test
    void whatShowPrintsIsAPolicyFile() throws IOException {
        String shown = run("policy", "show", "player").out();
        Path copy = Path.of(file(shown.replace("  player:", "  copy:")));
        assertThat(PolicyFile.read(copy).get("copy"))
                .isEqualTo(Presets.PLAYER.toBuilder().name("copy").build());
    }

    @Test
    void aPolicyForALoopIsNotForAProgramWithoutOne() throws IOException {
        String file = file("policies: {loop: {extends: admin, placement: cooperative}}");
        assertThat(run("run", "-c", "1", "--policy-file", file, "--policy", "loop")
                        .err())
                .contains("policy 'loop' has placement cooperative", "use placement process or thread here");
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Returned(List.of(), Shell.USAGE));
        assertThat(Shell.with(vivarium)
                        .run("run", "-c", "1", "--policy-file", file, "--policy", "loop", "--placement", "thread")
                        .status())
                .isZero();
        assertThat(run("policy", "show", "loop", "--policy-file", file).out()).contains("placement: cooperative");
    }

    @Test
    void runUsesThePoliciesOfTheFile() throws IOException {
        String file = file("policies: {npc: {extends: player, calls: 7}}");
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Returned(List.of(), Shell.USAGE));
        assertThat(Shell.with(vivarium)
                        .run("run", "-c", "1", "--policy-file", file, "--policy", "npc")
                        .status())
                .isZero();
        assertThat(vivarium.scripts.getFirst().policy())
                .isEqualTo(PolicyFile.read(Path.of(file)).get("npc"));
    }
}
