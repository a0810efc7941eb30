package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptError;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunCommandTest {

    @TempDir
    private Path directory;

    private static void assertRefused(Shell.Result result, String... parts) {
        assertThat(result.err())
                .contains(parts)
                .startsWith("vivarium: ")
                .endsWith("\n")
                .hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
    }

    private static void assertRefused(String[] words, String... parts) {
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Returned(List.of(), Shell.USAGE));
        assertRefused(Shell.with(vivarium).run(words), parts);
        assertThat(vivarium.scripts).isEmpty();
    }

    private static String[] run(String... words) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of("run"), java.util.Arrays.stream(words))
                .toArray(String[]::new);
    }

    @Test
    void refusesAnythingButOneScript() {
        assertRefused(run(), "exactly one script", "vivarium run --help");
        assertRefused(run("a.py", "-c", "1"), "exactly one script");
        assertRefused(run("-", "-c", "1"), "exactly one script");
        assertRefused(run("a.py", "b.py"), "exactly one script", "--var");
        assertRefused(run("-c"), "-c", "SOURCE");
        assertRefused(run("-c", "1", "-c", "2"), "-c", "only once");
    }

    @Test
    void refusesFilesThatAreNoScripts() throws IOException {
        Path binary = Files.write(directory.resolve("binary.py"), new byte[] {'1', (byte) 0xff});
        Path blank = Files.writeString(directory.resolve("blank.py"), " \n\t\n");
        assertRefused(run(directory + "/none.py"), "there is no file", "none.py");
        assertRefused(run(binary + "/x.py"), "can't read");
        assertRefused(run(directory.toString()), "is a directory");
        assertRefused(run(binary.toString()), "binary.py is not text in UTF-8");
        assertRefused(run(blank.toString()), "blank.py is empty");
        assertRefused(run(""), "there is no file ''");
        assertRefused(run("@none.py"), "there is no file @none.py");
    }

    @Test
    void refusesBlankSourceFromAnywhere() {
        assertRefused(run("-c", ""), "the argument of -c is empty");
        assertRefused(run("-c", " \n"), "the argument of -c is empty");
        assertRefused(run("-"), "standard input is empty");
    }

    @Test
    void sourceMayBeAsLongAsThePolicyAllowsAndNoByteLonger() throws IOException {
        int most = Math.toIntExact(Presets.PLAYER
                .limits()
                .of(Limits.SOURCE)
                .most()
                .map(ByteSize::bytes)
                .orElseThrow());
        Path fits = Files.writeString(directory.resolve("fits.py"), "#".repeat(most));
        Path large = Files.writeString(directory.resolve("large.py"), "#".repeat(most + 1));
        assertThat(Shell.thatReturns().run("run", fits.toString()).status()).isZero();
        assertRefused(run(large.toString()), "large.py is larger than", "256KB", "'player'");
        assertThat(Shell.thatReturns()
                        .run("run", large.toString(), "--policy", "admin")
                        .status())
                .isZero();
        // A device without an end must not be read to it.
        assertRefused(run("/dev/zero"), "/dev/zero is larger than");
    }

    @Test
    void refusesWordsThatMakeNoSense() {
        assertRefused(run("-c", "1", "--policy", "root"), "'root'", "player, builder, admin");
        assertRefused(run("-c", "1", "--placement", "cloud"), "process or thread", "'cloud'");
        assertRefused(run("-c", "1", "--placement", "cooperative"), "process or thread", "'cooperative'");
        assertRefused(run("-c", "1", "--timeout", "5"), "--timeout", "unit", "'5'");
        assertRefused(run("-c", "1", "--timeout", "0s"), "more than zero");
        assertRefused(run("-c", "1", "--owner", ""), "the owner of a script");
        assertRefused(run("-c", "1", "--polcy", "x"), "--polcy", "did you mean --policy or --policy-file?");
        assertRefused(run("-c", "1", "--var", "_return=1"), "_return", "belong to the runtime");
        assertRefused(run("-c", "1", "--var", "if=1"), "'if' is no Python identifier");
        assertRefused(run("-c", "1", "--var", "who=anna"), "--var who", "'anna'", "--var 'who=\"anna\"'");
    }

    @Test
    void scriptIsWhatTheWordsSay() throws IOException {
        Path file = Files.writeString(directory.resolve("hélas.py"), "\uFEFF_return(ä)");
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Returned(List.of(), Shell.USAGE));
        Shell.with(vivarium)
                .run(run(
                        file.toString(),
                        "--var",
                        "ä=[1, null]",
                        "--var",
                        "b=-2",
                        "--owner",
                        "anna",
                        "--policy",
                        "admin",
                        "--placement",
                        "thread",
                        "--timeout",
                        "1.5s"));
        Script script = vivarium.scripts.getFirst();
        assertThat(script.source()).isEqualTo("_return(ä)");
        assertThat(script.name()).isEqualTo("hélas.py");
        assertThat(script.variables())
                .containsEntry("ä", java.util.Arrays.asList(1L, null))
                .containsEntry("b", -2L);
        assertThat(script.owner()).isEqualTo("anna");
        assertThat(script.policy().name()).isEqualTo("admin");
        assertThat(script.policy().placement()).isEqualTo(Placement.THREAD);
        assertThat(script.policy().limits().of(Limits.TIMEOUT)).isEqualTo(Limit.of(Duration.ofMillis(1500)));
        assertThat(vivarium.closed).isTrue();
    }

    @Test
    void defaultsAreThePlayersPolicyAndItsTimeout() {
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Returned(List.of(), Shell.USAGE));
        Shell.with(vivarium).run(run("-c", "1"));
        assertThat(vivarium.scripts.getFirst().policy()).isEqualTo(Presets.PLAYER);
        assertThat(vivarium.scripts.getFirst().owner()).isEqualTo(Script.DEFAULT_OWNER);
        assertThat(vivarium.scripts.getFirst().name()).isEqualTo("<script>");
    }

    @Test
    void readsStandardInput() {
        FakeVivarium vivarium = new FakeVivarium(new Outcome.Returned(List.of(), Shell.USAGE));
        Shell.with(vivarium)
                .stdin("_return('é')".getBytes(StandardCharsets.UTF_8))
                .run("run", "-");
        assertThat(vivarium.scripts.getFirst().source()).isEqualTo("_return('é')");
        assertThat(vivarium.scripts.getFirst().name()).isEqualTo("<stdin>");
    }

    @Test
    void printsAllOutputAndThenTheValueOnALineOfItsOwn() {
        Outcome returned = new Outcome.Returned(List.of(8L, 13L), Shell.USAGE);
        assertThat(Shell.with(new FakeVivarium(returned, "a\n", "b")).run("run", "-c", "1"))
                .isEqualTo(new Shell.Result(0, "a\nb\n[8, 13]\n", ""));
        assertThat(Shell.thatReturns("it's").run("run", "-c", "1")).isEqualTo(new Shell.Result(0, "\"it's\"\n", ""));
    }

    @Test
    void printsNothingForNone() {
        assertThat(Shell.thatReturns().run("run", "-c", "1").out()).isEmpty();
        assertThat(Shell.thatReturns(new Object[] {null}).run("run", "-c", "1").out())
                .isEmpty();
        assertThat(Shell.thatReturns(null, null).run("run", "-c", "1").out()).isEqualTo("[None, None]\n");
    }

    @Test
    void charactersMaySpanPieces() {
        Outcome returned = new Outcome.Returned(List.of(), Shell.USAGE);
        assertThat(Shell.with(new FakeVivarium(returned, "\ud83d", "\ude00"))
                        .run("run", "-c", "1")
                        .out())
                .isEqualTo("\ud83d\ude00");
    }

    @Test
    void aFailureIsItsTracebackOnStderr() {
        ScriptError error = new ScriptError("ValueError", "no", "Traceback …\nValueError: no\n");
        assertThat(Shell.with(new FakeVivarium(new Outcome.Failed(error, Shell.USAGE), "x"))
                        .run("run", "-c", "1"))
                .isEqualTo(new Shell.Result(1, "x", "Traceback …\nValueError: no\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "TIMED_OUT, 124, stopped after its timeout of 2 s",
        "LIMIT_EXCEEDED, 125, 'stopped by the limit on output: allowed 1KB, used 2KB'",
        "KILLED, 130, killed: in two lines",
        "REJECTED, 3, rejected: no",
        "LOST, 70, lost: gone",
    })
    void anyOtherEndIsOneLineAndAStatus(String name, int status, String line) {
        assertThat(Shell.with(new FakeVivarium(problem(name))).run("run", "-c", "1"))
                .isEqualTo(new Shell.Result(status, "", "vivarium: " + line + "\n"));
    }

    private static Outcome problem(String name) {
        return switch (name) {
            case "TIMED_OUT" -> new Outcome.TimedOut(Duration.ofSeconds(2), Shell.USAGE);
            case "LIMIT_EXCEEDED" -> new Outcome.LimitExceeded("output", "1KB", "2KB", Shell.USAGE);
            case "KILLED" -> new Outcome.Killed("in\n\u001btwo lines", Shell.USAGE);
            case "REJECTED" -> new Outcome.Rejected("no");
            default -> new Outcome.Lost("gone", Shell.USAGE);
        };
    }

    @Test
    void aBrokenPipeKillsTheScriptAndEndsQuietly() {
        // Without an outcome of its own: it ends only if it is killed.
        Shell.Result result = Shell.with(new FakeVivarium(null, "a", "b"))
                .stdout(failing("Broken pipe"))
                .run("run", "-c", "1");
        assertThat(result).isEqualTo(new Shell.Result(141, "", ""));
    }

    @Test
    void aFullDiskIsSaid() {
        Shell.Result result =
                Shell.thatReturns(1L).stdout(failing("No space left on device")).run("run", "-c", "1");
        assertThat(result)
                .isEqualTo(new Shell.Result(
                        74, "", "vivarium: can't write to standard output: No space left on device\n"));
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void aFaultOfOursIsOneLineWithAHint() {
        Shell.Result result =
                Shell.thatFailsToOpen(new IllegalStateException("two\nlines")).run("run", "-c", "1");
        assertThat(result)
                .isEqualTo(new Shell.Result(
                        70,
                        "",
                        "vivarium: internal error: java.lang.IllegalStateException: two lines"
                                + " (set VIVARIUM_DEBUG=1 for the stack trace)\n"));
    }

    @Test
    void aFaultOfOursShowsItsTraceOnRequest() {
        Shell.Result result = Shell.thatFailsToOpen(new IllegalStateException("x"))
                .debugging()
                .run("run", "-c", "1");
        assertThat(result.err()).contains("\tat dev.vivarium.console");
        assertThat(result.status()).isEqualTo(70);
    }

    @Test
    void aLineOfStandardInputAnswersAQuestion() {
        FakeVivarium asking = new FakeVivarium(null, "a").asking(new FakeQuestion("Sure?"));
        assertThat(Shell.with(asking)
                        .stdin("j\u00e4\r\nnobody reads this\n".getBytes(StandardCharsets.UTF_8))
                        .run("run", "-c", "1"))
                .isEqualTo(new Shell.Result(0, "a\n'j\u00e4'\n", "\nSure?\n"));
    }

    @Test
    void questionsOfJsonRunsLeaveStandardOutputAlone() {
        Shell.Result result = Shell.with(new FakeVivarium(null).asking(new FakeQuestion("Sure?")))
                .stdin("no".getBytes(StandardCharsets.UTF_8))
                .run("run", "-c", "1", "--json");
        assertThat(result.out()).startsWith("{\"state\":\"RETURNED\",\"value\":\"no\",");
        assertThat(result.err()).isEqualTo("Sure?\n");
    }

    @Test
    void anEmptyLineIsAnAnswer() {
        assertThat(Shell.with(new FakeVivarium(null).asking(new FakeQuestion("Sure?")))
                        .stdin(new byte[] {'\n'})
                        .run("run", "-c", "1")
                        .out())
                .isEqualTo("''\n");
    }

    @Test
    void theEndOfStandardInputCancelsQuestions() {
        assertThat(Shell.with(new FakeVivarium(null).asking(new FakeQuestion("Sure?")))
                        .run("run", "-c", "1"))
                .isEqualTo(new Shell.Result(
                        0, "", "Sure?\nvivarium: standard input has ended, so this question is cancelled: Sure?\n"));
    }

    @Test
    void theScriptItselfMayHaveUsedUpStandardInput() {
        Shell.Result result = Shell.with(new FakeVivarium(null).asking(new FakeQuestion("Sure?")))
                .stdin("1".getBytes(StandardCharsets.UTF_8))
                .run("run", "-");
        assertThat(result.err()).contains("this question is cancelled: Sure?");
        assertThat(result.status()).isZero();
    }

    @Test
    void aLineThatCantBeAnAnswerLosesNoQuestion() {
        byte[] lines =
                ("x".repeat(LineReader.LONGEST_LINE + 1) + "\n\u00ff\nyes\n").getBytes(StandardCharsets.ISO_8859_1);
        Shell.Result result = Shell.with(new FakeVivarium(null).asking(new FakeQuestion("Sure?")))
                .stdin(lines)
                .run("run", "-c", "1");
        assertThat(result.out()).isEqualTo("'yes'\n");
        assertThat(result.err())
                .contains("at most 64 KB", "not text in UTF-8; the question is still open")
                .hasLineCount(3);
    }

    @Test
    void answersGoToThoseWhoStillWait() {
        FakeVivarium asking =
                new FakeVivarium(null).asking(FakeQuestion.expired("Too late?"), new FakeQuestion("Sure?"));
        assertThat(Shell.with(asking)
                        .stdin("yes\n".getBytes(StandardCharsets.UTF_8))
                        .run("run", "-c", "1")
                        .out())
                .isEqualTo("'yes'\n");
    }

    @Test
    void whatAScriptHasLeftBehindEndsWithTheTimeForIt() {
        Outcome returned = new Outcome.Returned(List.of(1L), Shell.USAGE);
        for (String longest : List.of("none", "1ms")) {
            assertThat(Shell.with(new FakeVivarium(returned, "a\n").staying())
                            .run("run", "-c", "1", "--linger", longest))
                    .isEqualTo(new Shell.Result(0, "a\n1\n", ""));
        }
        assertRefused(run("-c", "1", "--linger", "0s"), "--linger", "more than zero");
        assertRefused(run("-c", "1", "--linger", "5"), "--linger", "unit", "'5'");
    }
}
