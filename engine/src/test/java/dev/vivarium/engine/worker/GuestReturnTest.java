package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.TestBounds;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code _return}. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestReturnTest {

    private final GuestRig rig = new GuestRig();

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void whatCanNotBeReturnedIsATypeErrorAtTheCall() {
        End.Raised raised = rig.raised("x = 1\n_return(object())\n_return(2)");
        assertThat(raised.type()).isEqualTo("TypeError");
        assertThat(raised.message())
                .startsWith("a value of type 'object' can't leave the script; None, bool, int, float");
        assertThat(raised.traceback())
                .isEqualTo("Traceback (most recent call last):\n  File \"<script>\", line 2, in <module>\n"
                        + "    _return(object())\nTypeError: " + raised.message() + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lambda: 1", "int", "__builtins__", "range(3)", "iter([])", "1j", "_return", "[[{1: print}]]"})
    void thereIsNoWayOutForAnythingButData(String expression) {
        assertThat(rig.raised("_return(" + expression + ")").type()).isEqualTo("TypeError");
    }

    @Test
    void aValueThatContainsItselfIsOverTheLimitOfDepth() {
        assertThat(rig.start("x = []\nx.append(x)\n_return(x)").overLimit())
                .isEqualTo(new End.OverLimit("valueDepth", "50", "more"));
    }

    @Test
    void aScriptMayCatchALimitOfValuesAndGoOn() {
        assertThat(rig.returned("""
                x = []
                x.append(x)
                try:
                    _return(x)
                except ValueError as error:
                    _return(str(error))
                """))
                .containsExactly("the value is nested too deep, or contains itself (limit valueDepth)");
    }

    @Test
    void anErrorAfterACaughtLimitIsThatErrorAndNotTheLimit() {
        End.Raised raised = rig.raised("""
                x = []
                x.append(x)
                try:
                    _return(x)
                except ValueError:
                    pass
                raise KeyError('later')
                """);
        assertThat(raised.type()).isEqualTo("KeyError");
    }

    @Test
    void aValueMayBeAsDeepAsTheLimitAndNoDeeper() {
        String nest = "x = []\nfor _ in range(%d): x = [x]\n_return(x)";
        assertThat(rig.returned(nest.formatted(49))).hasSize(1);
        assertThat(rig.start(nest.formatted(50)).overLimit().limit()).isEqualTo("valueDepth");
    }

    @Test
    void tooManyPartsAndTooManyBytesEndTheScriptWithTheirLimit() {
        Bounds tight = TestBounds.of(1000, 100, 5, 10);
        assertThat(rig.start("_return([1, 2, 3, 4])", Map.of(), tight).returned())
                .hasSize(1);
        assertThat(rig.start("_return([1, 2, 3, 4, 5])", Map.of(), tight).overLimit())
                .isEqualTo(new End.OverLimit("valueItems", "5", "more"));
        assertThat(rig.start("_return('x' * 100)", Map.of(), tight).overLimit())
                .isEqualTo(new End.OverLimit("values", "100B", "more"));
        assertThat(rig.start("for i in range(6): _return(i)", Map.of(), tight).overLimit())
                .as("all calls count together")
                .isEqualTo(new End.OverLimit("valueItems", "5", "more"));
    }

    @Test
    void tooManyCallsAndTooWideContainersEndTheScriptWithTheirLimit() {
        Bounds tight = new Bounds(1000, 100, 2, 1000, 100, 3, 10, Long.MAX_VALUE, Long.MAX_VALUE, 1 << 24);
        assertThat(rig.start("_return([1, 2, 3])\n_return(2)", Map.of(), tight).returned())
                .hasSize(2);
        assertThat(rig.start("for i in range(3): _return(i)", Map.of(), tight).overLimit())
                .isEqualTo(new End.OverLimit("returns", "2", "more"));
        assertThat(rig.start("_return([[1, 2, 3, 4]])", Map.of(), tight).overLimit())
                .isEqualTo(new End.OverLimit("valueWidth", "3", "more"));
    }

    /** What passes the worker's count must pass the host's: a host that refuses a message ends the worker. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x' * n",
                "'ä' * n",
                "'名' * n",
                "'😀' * n",
                "b'x' * n",
                "[0] * n",
                "[2**62] * n",
                "[2**64] * n",
                "[0.5] * n",
                "[''] * n",
                "[[]] * n",
                "[()] * n",
                "{i: None for i in range(n)}",
                "{i for i in range(n)}",
                "[datetime.date(9999, 12, 31)] * n",
                "[datetime.time(23, 59, 59, 999999)] * n",
                "[datetime.datetime(9999, 12, 31, 23, 59, 59, 999999)] * n",
                "[datetime.time(23, 59, 59, 999999, datetime.timezone.max)] * n",
                "[datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, datetime.timezone(datetime.timedelta(hours=17)))] * n",
                "[datetime.timedelta.max] * n",
                "1 << (8 * n)"
            })
    void theLargestValueThatAScriptMayReturnIsOneThatTheHostTakes(String expression) {
        Bounds bounds = TestBounds.of(1000, 600, 1_000_000, 10);
        String source = """
                import datetime
                most, least = 601, 0
                while most - least > 1:
                    n = (most + least) // 2
                    try:
                        _return(%s)
                        break
                    except ValueError as error:
                        if not 'limit' in str(error): raise
                        most = n
                """.formatted(expression);
        GuestRig.Guest guest = rig.start(source, Map.of(), bounds);
        if (guest.end() instanceof End.Raised raised) {
            assertThat(raised.type()).isEqualTo("ValueError");
        } else {
            assertThat(guest.returned()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 << 200_000 | an int too long to be sent",
                "{1, b'x'} | bytes as a member, which Java can't find again",
                "{(1, b'x'): 1} | bytes in a key",
                "chr(0xd83d) | half of a surrogate pair",
                "datetime.time(1, tzinfo=datetime.timezone(datetime.timedelta(hours=23))) | an offset beyond Java's"
            })
    void whatJavaHasNoFormForIsAnErrorAtTheCallAndNeverASilence(String expression, String why) {
        End.Raised raised = rig.raised("import datetime\n_return(" + expression + ")");
        assertThat(raised.type()).as(why).isIn("ValueError", "TypeError");
        assertThat(raised.message()).isNotEmpty();
        assertThat(raised.traceback()).contains("line 2, in <module>");
    }

    @Test
    void aCallThatFailedLeavesNothingBehindAndTheNextOneCounts() {
        assertThat(rig.returned("""
                for bad in ([1, 2, object()], {1: [print]}, '\\ud800'):
                    try:
                        _return(bad)
                    except (TypeError, ValueError):
                        _return('caught')
                _return({'good': (1, 2)})
                """)).hasToString("[caught, caught, caught, {good=(1, 2)}]");
    }

    @Test
    void withoutACallNothingIsReturned() {
        assertThat(rig.returned("x = 1")).isEmpty();
    }

    @Test
    void aCallWithoutAValueReturnsNone() {
        assertThat(rig.returned("_return()")).isEqualTo(Collections.singletonList(null));
        assertThat(rig.returned("_return(None)")).isEqualTo(Collections.singletonList(null));
    }

    @Test
    void everyCallIsKeptInOrder() {
        assertThat(rig.returned("for x in (1, [2], None, 'four'): _return(x)"))
                .isEqualTo(Arrays.asList(1L, List.of(2L), null, "four"));
    }

    @Test
    void callsDoNotEndTheScript() {
        GuestRig.Guest guest = rig.start("_return(1)\nprint('still here')");
        assertThat(guest.returned()).isEqualTo(List.of(1L));
        assertThat(guest.output()).isEqualTo("still here\n");
    }

    @Test
    void aScriptThatRedefinesTheBuiltinsBreaksNothingButItself() {
        assertThat(rig.returned("""
                import builtins
                for name in ('list', 'dict', 'type', 'isinstance', 'len', 'int', 'str'):
                    setattr(builtins, name, None)
                _return([1, {'a': (2, 'b')}])
                """)).hasToString("[[1, {a=(2, b)}]]");
    }
}
