package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLinesTest {

    private static void assertRefused(String line, String... words) {
        assertThat(Shell.thatReturns().run(words)).isEqualTo(new Shell.Result(2, "", line + "\n"));
    }

    @Test
    void typosGetASuggestionInOneLine() {
        assertRefused("vivarium: no command 'runn'; did you mean run? (try: vivarium --help)", "runn");
        assertRefused("vivarium: no option '--frobnicate' (try: vivarium --help)", "--frobnicate");
        assertRefused("vivarium: no use for 'x' (try: vivarium doctor --help)", "doctor", "x");
    }

    @Test
    void aCommandIsNeeded() {
        assertRefused(
                "vivarium: which command? There are run, shell, serve, serve-tasks, policy, doctor, attack, bench, prepare and help"
                        + " (try: vivarium --help)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "run --help",
                "help run",
                "doctor --help",
                "serve --help",
                "policy --help",
                "policy list --help",
                "policy show --help",
                "policy check --help",
                "serve-tasks --help",
                "serve-tasks make-token --help",
                "bench --help"
            })
    void helpGoesToStdoutWithExamples(String words) {
        Shell.Result result = Shell.thatReturns().run(words.split(" ", -1));
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("Usage: vivarium").contains("Examples:");
    }

    @Test
    void benchmarksAreStartedByTheLauncherAlone() {
        assertRefused("vivarium: the benchmarks are started by the launcher: './vivarium bench x'", "bench", "x");
        assertThat(Shell.thatReturns().run("--help").out()).contains("bench");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "run -V"})
    void versionNamesTheRuntimes(String words) {
        assertThat(Shell.thatReturns().run(words.split(" ", -1)).out())
                .matches("vivarium \\d\\S* \\(GraalPy \\d\\S*, Java \\d\\S*\\)\n");
    }
}
