package dev.vivarium.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What figures are compared with must compute what it should. */
class DriversTest {

    @Test
    void sourcesTravelInOneWord() {
        String source = "print('é')\n\t_return(1)\n";
        assertThat(Answers.encoded(source)).doesNotContainAnyWhitespaces();
        assertThat(Answers.decoded(Answers.encoded(source))).isEqualTo(source);
    }

    @Test
    void aWrongAnswerIsRefused() {
        Answers.check("8\n");
        assertThatThrownBy(() -> Answers.check("9")).hasMessage("a peer answered '9' in place of 8");
    }

    @Test
    void cPythonRunsEveryProgramAndEachGivesSomethingElse() throws IOException {
        assumeTrue(CPython.whyNot().isEmpty(), "python3 is not installed");
        try (Child python = CPythonPool.process()) {
            Answers.check(Answers.run(python, Trivial.SOURCE).value());
            HashSet<String> values = new HashSet<>();
            for (Program program : Program.first(Program.count())) {
                Answers answer = Answers.run(python, program.source());
                assertThat(answer.seconds()).as(program.kind()).isPositive();
                assertThat(values.add(answer.value())).as(program.kind()).isTrue();
            }
            assertThat(values).hasSizeGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void theProcessPoolRunsAndCounts() throws Exception {
        assumeTrue(CPython.whyNot().isEmpty(), "python3 is not installed");
        try (Peer pool = CPythonPool.open("pool", 2)) {
            pool.runTrivial();
            assertThat(pool.perSecond(Duration.ofMillis(200), 2)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ISOLATED_VM", "QUICKJS", "PYODIDE"})
    void packagesForNodeRunAndCount(PeerKind kind) throws Exception {
        Optional<String> missing = kind.whyNot();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (Peer peer = kind.open()) {
            peer.runTrivial();
            assertThat(peer.perSecond(Duration.ofMillis(200), 2)).isPositive();
        }
    }

    @Test
    void aPackageThatIsNotThereIsNamed() {
        String why = NodePeer.whyNot("no-such-package").orElseThrow();
        assertThat(why).matches("node (is not installed|finds no package no-such-package: .*)");
    }
}
