package dev.vivarium.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

    /** What a command line left behind. */
    private record Result(int status, String out, String err) {}

    private static Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = CommandLines.create(stream(out), stream(err)).execute(words);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    @Test
    void anUnknownNameGetsOneLineThatNamesTheKnown() {
        Result result = run("kill-lop");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("vivarium: nothing to measure is called 'kill-lop'; there are ");
        assertThat(result.err()).contains("fresh-latency, ", "kill-loop, ").hasLineCount(1);
    }

    @Test
    void anUnknownOptionGetsOneLine() {
        assertThat(run("--fast"))
                .isEqualTo(new Result(2, "", "vivarium: no option '--fast' (try: vivarium bench --help)\n"));
    }

    @Test
    void helpNamesEveryOption() {
        Result result = run("--help");
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("Usage: vivarium bench", "--json", "--peers", "--quick", "--list", "Examples:");
    }

    @Test
    void theListShowsTheChosenWithTheirTargets() {
        Result result = run("--list", "kill-loop");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .startsWith("kill-loop: ")
                .contains("kill-loop-p99: at most 20 ms")
                .hasLineCount(4);
    }

    @Test
    void everyMeasureHasATarget() {
        for (Measure measure : Measures.all()) {
            assertThat(measure.about()).as(measure.name()).isNotBlank();
            assertThat(measure.goals())
                    .as(measure.name())
                    .anySatisfy(goal -> assertThat(goal.text()).isNotEmpty());
        }
    }

    @Test
    void namesAreLowerCaseWordsWithDashesAndNoneIsUsedTwice() {
        List<String> names = Measures.all().stream().map(Measure::name).toList();
        List<String> figures = Measures.all().stream()
                .flatMap(measure -> measure.goals().stream())
                .map(Goal::figure)
                .toList();
        Set<String> different = new HashSet<>(names);
        assertThat(different).hasSize(names.size());
        assertThat(new HashSet<>(figures)).hasSize(figures.size());
        different.addAll(figures);
        assertThat(different).allMatch(name -> name.matches("[a-z]+(-[a-z0-9]+)*"));
    }
}
