package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.LimitKey;
import dev.vivarium.policy.Limits;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each limit from both sides: a script that uses as much as is allowed returns, and one that uses a little more ends as
 * the limit says. What only a clock or a collector can measure has more room in between.
 */
class LimitsTest {

    private static final int SOURCE_BYTES = 60;

    private static Vivarium vivarium;

    static List<LimitCase> cases() {
        return List.of(
                LimitCase.of(
                                Limits.TIMEOUT,
                                Duration.ofSeconds(5),
                                "import time\ntime.sleep(0.1)",
                                "import time\ntime.sleep(500)")
                        .endsAs(Outcome.TimedOut.class),
                LimitCase.of(Limits.CPU, Duration.ofMillis(900), "sum(range(1000))", "while True: pass"),
                // Garbage that lay in the old generation before the script began is room that it gets: see Tally.
                LimitCase.of(
                        Limits.MEMORY,
                        ByteSize.mib(32),
                        "kept = [bytearray(1 << 20) for _ in range(16)]",
                        "kept = [bytearray(1 << 20) for _ in range(140)]\nwhile True: pass"),
                LimitCase.of(Limits.OUTPUT, ByteSize.kib(1), "print('\u00e9' * 511 + 'x')", "print('\u00e9' * 512)"),
                LimitCase.of(Limits.OUTPUT_LINES, 10, "print('\\n' * 9)", "print('\\n' * 9)\nprint()"),
                LimitCase.of(Limits.RETURNS, 3, "for i in range(3): _return(i)", "for i in range(4): _return(i)"),
                LimitCase.of(Limits.VALUES, ByteSize.kib(1), "_return('x' * 1000)", "_return('x' * 1024)"),
                LimitCase.of(Limits.VALUE_ITEMS, 10, "_return([[0] * 8])", "_return([[0] * 9])"),
                LimitCase.of(Limits.VALUE_WIDTH, 10, "_return([[0] * 10] * 2)", "_return([0] * 11)"),
                LimitCase.of(Limits.VALUE_DEPTH, 3, "_return([[[0]]])", "_return([[[[]]]])"),
                LimitCase.of(Limits.SOURCE, new ByteSize(SOURCE_BYTES), source(SOURCE_BYTES), source(SOURCE_BYTES + 1))
                        .endsAs(Outcome.Rejected.class),
                LimitCase.of(Limits.SOURCE_NESTING, 3, "x = [[[0]]]\n_return(x)", "x = [[[[0]]]]\n_return(x)")
                        .endsAs(Outcome.Rejected.class),
                LimitCase.of(Limits.RECURSION, ByteSize.mib(2), recursion("200"), recursion("10**6")),
                LimitCase.of(Limits.CALLS, 3, "for _ in range(3): desk.touch()", "for _ in range(4): desk.touch()"),
                LimitCase.of(Limits.CALLS_PER_SECOND, 3, "for _ in range(3): desk.touch()", "while True: desk.touch()"),
                LimitCase.of(Limits.LIFETIME, Duration.ofSeconds(5), "yield 0.01", "yield 500"),
                LimitCase.of(Limits.PENDING, 3, delays(3), delays(4)),
                LimitCase.of(Limits.EVENTS, 3, events(3), events(4)),
                LimitCase.of(
                        Limits.ANSWER,
                        Duration.ofSeconds(1),
                        "from vivarium import ask",
                        "from vivarium import ask\nask('Anybody?')"));
    }

    private static String delays(int count) {
        return "from vivarium import delay\nfor _ in range(%d): delay(0.01, print)".formatted(count);
    }

    private static String events(int count) {
        return "from vivarium import emit\nfor i in range(%d): emit('tick', i)".formatted(count);
    }

    /** A script whose calls nest so deep. */
    private static String recursion(String depth) {
        return "def f(n): return f(n - 1) if n else 'done'\n_return(f(" + depth + "))";
    }

    /** A script of so many bytes. */
    private static String source(int bytes) {
        String code = "_return('done')  # ";
        return code + "x".repeat(bytes - code.length());
    }

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder().workers(1).spares(1).open();
        Waiting.untilReady(vivarium);
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    @AfterEach
    void theNextScriptReturns() {
        assertThat(Waiting.outcome(vivarium.run(Script.of("_return('next')"))).value())
                .isEqualTo("next");
    }

    @Test
    void noLimitIsWithoutACase() {
        List<LimitKey<?>> tried =
                cases().stream().<LimitKey<?>>map(LimitCase::key).toList();
        assertThat(tried).containsExactlyElementsOf(Limits.KEYS);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aScriptThatStaysWithinReturns(LimitCase limit) {
        Heard heard = new Heard();

        Outcome outcome = run(limit, limit.within(), heard);

        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        assertThat(heard.problems()).isEmpty();
        assertThat(heard.values()).isEqualTo(Collections.singletonList(outcome.value()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aScriptThatGoesBeyondEndsAsTheLimitSays(LimitCase limit) {
        Heard heard = new Heard();

        Outcome outcome = run(limit, limit.beyond(), heard);

        assertThat(outcome).isInstanceOf(limit.end());
        switch (outcome) {
            case Outcome.LimitExceeded exceeded -> {
                assertThat(exceeded.limit()).isEqualTo(limit.key().name());
                assertThat(exceeded.allowed()).isEqualTo(limit.allowed());
                assertThat(exceeded.used()).isNotBlank();
            }
            case Outcome.TimedOut timedOut ->
                assertThat(limit.policy().limits().of(Limits.TIMEOUT).most()).contains(timedOut.allowed());
            default ->
                assertThat(((Outcome.Problem) outcome).message())
                        .contains("(limit " + limit.key() + ")", measured(limit.key()));
        }
        assertThat(heard.values()).isEmpty();
        assertThat(heard.problems()).containsExactly((Outcome.Problem) outcome);
    }

    /** So little is kept that no collection of new objects would ever come to look at it. */
    @Test
    void memoryThatIsKeptIsSeenOfAScriptThatMakesNothingMore() {
        LimitCase limit = LimitCase.of(
                Limits.MEMORY,
                ByteSize.mib(8),
                "_return('unused')",
                "kept = [bytearray(1 << 20) for _ in range(48)]\nwhile True: pass");

        Outcome outcome = run(limit, limit.beyond(), new Heard());

        assertThat(outcome).isInstanceOf(Outcome.LimitExceeded.class);
        assertThat(((Outcome.LimitExceeded) outcome).limit()).isEqualTo(Limits.MEMORY.name());
    }

    /** What the rejection of the script beyond that limit says of it. */
    private static String measured(LimitKey<?> key) {
        return key.equals(Limits.SOURCE) ? Integer.toString(SOURCE_BYTES + 1) : "nests 4 deep";
    }

    private static Outcome run(LimitCase limit, String source, Heard heard) {
        Script script = Script.of(source).under(limit.policy()).granting("desk", new Desk());
        ScriptTask task = vivarium.run(script, heard::value, heard::problem);
        return Waiting.outcome(task);
    }

    /** Something to call. */
    static final class Desk {

        /** Does nothing. */
        @HostAccess.Export
        public void touch() {
            // It is the call that counts.
        }
    }
}
