package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.TestBounds;
import dev.vivarium.engine.link.ValueBudget;
import dev.vivarium.value.Tuple;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script can reach what feeds the sink, so any sequence of operations may come. */
class ValueSinkTest {

    private static final Bounds AMPLE = TestBounds.of(1000, 10_000, 1000, 10);

    private final ValueSink sink = new ValueSink(AMPLE);

    // ---- hostile sequences ------------------------------------------------------------------------------------

    @Test
    void closingWhatIsNotOpenIsRefused() {
        take(Operation.BEGIN);
        assertThat(give(Operation.CLOSE)).isEqualTo("value:a container was closed that was not open");
        assertThat(sink.values()).isEmpty();
    }

    @Test
    void endingWithoutAValueIsRefused() {
        assertThat(give(Operation.END)).isEqualTo("value:the value is not whole");
        take(Operation.BEGIN);
        assertThat(give(Operation.END)).isEqualTo("value:the value is not whole");
        assertThat(sink.values()).isEmpty();
    }

    @Test
    void endingInTheMiddleOfAContainerIsRefused() {
        take(Operation.BEGIN);
        take(Operation.LIST, 0);
        assertThat(give(Operation.END)).isEqualTo("value:the value is not whole");
    }

    @Test
    void aDictWithAKeyAndNoValueIsRefused() {
        take(Operation.BEGIN);
        take(Operation.DICT, 0);
        take(Operation.NONE);
        assertThat(give(Operation.CLOSE)).isEqualTo("value:a dict has a key without a value");
    }

    @Test
    void twoValuesInOneCallAreRefused() {
        take(Operation.BEGIN);
        take(Operation.NONE);
        assertThat(give(Operation.TRUE)).isEqualTo("value:two values came where one was expected");
    }

    @Test
    void keysAndMembersThatJavaOrPythonCanNotFindAgainAreRefused() {
        take(Operation.BEGIN);
        take(Operation.SET, 0);
        take(Operation.BYTES, "x");
        assertThat(give(Operation.CLOSE)).isEqualTo("type:bytes can't be a dict key or a set member here");
        take(Operation.BEGIN);
        take(Operation.DICT, 0);
        take(Operation.TUPLE, 0);
        take(Operation.LIST, 0);
        take(Operation.CLOSE);
        take(Operation.CLOSE);
        take(Operation.NONE);
        assertThat(give(Operation.CLOSE)).isEqualTo("type:a list or dict can't be a key");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 23, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void unknownOperationsAreRefused(int number) {
        assertThat(give(number)).isEqualTo("value:there is no operation " + number);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"INT", "BIG_INT", "FLOAT", "STR", "BYTES", "DATE", "TIME", "DATETIME", "TIMEDELTA"})
    void argumentsOfTheWrongKindAreRefusedWhateverTheyAre(Operation operation) {
        take(Operation.BEGIN);
        assertThat(give(operation)).as("none").isNotNull();
        for (Object wrong : new Object[] {true, Value.asValue(null)}) {
            assertThat(give(operation, wrong)).as("%s", wrong).isNotNull();
        }
        assertThat(give(operation, "no number and no date")).satisfies(refusal -> {
            if (operation != Operation.STR && operation != Operation.BYTES) {
                assertThat(refusal).isNotNull();
            }
        });
    }

    @Test
    void anOperationThatIsNoNumberIsRefused() {
        for (Object wrong : new Object[] {"0", 0.5, Value.asValue(null), true, 1L << 40}) {
            assertThat(sink.execute(Value.asValue(wrong))).isEqualTo("type:that operation wants other arguments");
        }
        assertThat(sink.execute()).isEqualTo("type:that operation wants other arguments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01", "-0001-01-01", "0000-12-31", "-999999999-01-01", "2024-02-30"})
    void datesThatPythonDoesNotKnowAreRefusedAtTheCall(String date) {
        take(Operation.BEGIN);
        assertRefusedByTheEnd(give(Operation.DATE, date));
    }

    @Test
    void durationsAndIntegersThatCanNotBeSentAreRefusedAtTheCall() {
        take(Operation.BEGIN);
        assertRefusedByTheEnd(give(Operation.TIMEDELTA, Long.MAX_VALUE, 0L));
        take(Operation.BEGIN);
        assertRefusedByTheEnd(give(Operation.TIMEDELTA, Long.MAX_VALUE, Long.MAX_VALUE));
        ValueSink large = new ValueSink(TestBounds.of(1, 1_000_000, 10, 10));
        large.execute(Value.asValue(Operation.BEGIN.number));
        Object refusal = large.execute(Value.asValue(Operation.BIG_INT.number), Value.asValue("f".repeat(40_000)));
        if (refusal == null) {
            refusal = large.execute(Value.asValue(Operation.END.number));
        }
        assertThat(refusal).asString().startsWith("value:");
        assertThat(large.values()).isEmpty();
    }

    private void assertRefusedByTheEnd(@Nullable Object soFar) {
        Object refusal = soFar == null ? give(Operation.END) : soFar;
        assertThat(refusal).asString().startsWith("value:");
        assertThat(sink.values()).isEmpty();
    }

    @Test
    void noSequenceOfOperationsBreaksItOrGetsMoreThroughThanTheHostTakes() {
        long seed = System.nanoTime();
        // Whoever sees it fail in a build's log can run it again.
        System.out.println("ValueSinkTest: seed " + seed);
        Random random = new Random(seed);
        Bounds tight = TestBounds.of(1, 300, 40, 3);
        Object[] arguments = {
            1,
            5,
            8,
            -1L,
            Long.MIN_VALUE,
            0.5,
            "text",
            "ä名",
            "ffffffffffffffffffff",
            "2024-01-01",
            "12:00:00.5+01:00",
            "2024-01-01T00:00:00",
            "9999-12-31T23:59:59.999999+17:30",
            true,
            Value.asValue(null),
            "\ud800"
        };
        for (int round = 0; round < 2_000; round++) {
            ValueSink hostile = new ValueSink(tight);
            for (int step = 0; step < 60; step++) {
                hostile.execute(
                        Value.asValue(random.nextInt(-1, 24)),
                        Value.asValue(arguments[random.nextInt(arguments.length)]),
                        Value.asValue(arguments[random.nextInt(arguments.length)]));
            }
            ValueBudget host = new ValueBudget(tight);
            hostile.values().forEach(host::charge);
            assertThat(host.bytes()).as("seed %d", seed).isLessThanOrEqualTo(300);
        }
    }

    // ---- bounds -----------------------------------------------------------------------------------------------

    @Test
    void depthIsBoundedWhileContainersOpen() {
        take(Operation.BEGIN);
        for (int depth = 0; depth < 10; depth++) {
            take(Operation.LIST, 0);
        }
        assertThat(give(Operation.LIST, 0))
                .isEqualTo("value:the value is nested too deep, or contains itself (limit valueDepth)");
    }

    @Test
    void aContainerThatIsTooLongIsRefusedBeforeItsItemsCome() {
        take(Operation.BEGIN);
        assertThat(give(Operation.LIST, Integer.MAX_VALUE))
                .isEqualTo("value:the values have too many parts (limit valueItems)");
        assertThat(give(Operation.LIST)).isEqualTo("type:that operation wants other arguments");
    }

    @Test
    void partsAreBoundedOverAllCalls() {
        ValueSink tight = new ValueSink(TestBounds.of(1, 1000, 3, 10));
        for (int call = 0; call < 3; call++) {
            assertThat(giveAll(tight, Operation.BEGIN, Operation.NONE, Operation.END))
                    .isNull();
        }
        assertThat(giveAll(tight, Operation.BEGIN, Operation.NONE))
                .isEqualTo("value:the values have too many parts (limit valueItems)");
        assertThat(tight.values()).hasSize(3);
    }

    @Test
    void bytesAreBounded() {
        take(Operation.BEGIN);
        assertThat(give(Operation.STR, "x".repeat(10_001))).isEqualTo("value:the values are too large (limit values)");
        take(Operation.BEGIN);
        assertThat(give(Operation.BYTES, "x".repeat(10_001)))
                .isEqualTo("value:the values are too large (limit values)");
    }

    @Test
    void textIsCountedAsItIsSentAndNotAsItIsLong() {
        take(Operation.BEGIN);
        Object refusal = give(Operation.STR, "名".repeat(5_000));
        if (refusal == null) {
            refusal = give(Operation.END);
        }
        assertThat(refusal).isEqualTo("value:the values are too large (limit values)");
        assertThat(sink.values()).isEmpty();
    }

    @Test
    void aCallThatFailedLeavesNeitherValuesNorCountsBehind() {
        for (int attempt = 0; attempt < 100; attempt++) {
            take(Operation.BEGIN);
            take(Operation.LIST, 0);
            take(Operation.STR, "x".repeat(9_000));
            assertThat(give(Operation.END)).isNotNull();
        }
        take(Operation.BEGIN);
        take(Operation.STR, "good");
        take(Operation.END);
        assertThat(sink.values()).isEqualTo(List.of("good"));
    }

    // ---- sound sequences --------------------------------------------------------------------------------------

    @Test
    void containersAreBuiltOfTheirPartsInOrder() {
        take(Operation.BEGIN);
        take(Operation.DICT, 0);
        take(Operation.STR, "z");
        take(Operation.TUPLE, 0);
        take(Operation.INT, 1L);
        take(Operation.BIG_INT, "-10000000000000000");
        take(Operation.CLOSE);
        take(Operation.STR, "a");
        take(Operation.SET, 0);
        take(Operation.CLOSE);
        take(Operation.CLOSE);
        take(Operation.END);
        Map<Object, Object> expected = new LinkedHashMap<>();
        expected.put("z", Tuple.of(1L, BigInteger.TWO.pow(64).negate()));
        expected.put("a", Set.of());
        assertThat(sink.values()).isEqualTo(List.of(expected)).hasToString("[{z=(1, -18446744073709551616), a=[]}]");
    }

    @Test
    void aBigIntegerThatFitsALongIsOne() {
        take(Operation.BEGIN);
        take(Operation.BIG_INT, "7f");
        take(Operation.END);
        assertThat(sink.values()).isEqualTo(List.of(127L));
    }

    @Test
    void aScalarIsTakenInOneStepAndNothingElseIs() {
        take(Operation.BEGIN);
        take(Operation.LIST, 1);
        take(Operation.WHOLE, Operation.INT.number, 7L);
        take(Operation.WHOLE, Operation.STR.number, "seven");
        assertThat(give(Operation.WHOLE, Operation.LIST.number, 1L)).isEqualTo("value:no value is whole after LIST");
        assertThat(give(Operation.WHOLE, Operation.WHOLE.number, 1L)).isEqualTo("value:no value is whole after WHOLE");
        assertThat(sink.values()).containsExactly(7L, "seven");
    }

    @Test
    void noneIsAValue() {
        take(Operation.BEGIN);
        take(Operation.NONE);
        take(Operation.END);
        assertThat(sink.values()).isEqualTo(Collections.singletonList(null));
    }

    private void take(Operation operation, Object... arguments) {
        assertThat(give(operation, arguments)).isNull();
    }

    private @Nullable Object give(Operation operation, Object... arguments) {
        return give(operation.number, arguments);
    }

    private @Nullable Object give(int operation, Object... arguments) {
        Value[] values = new Value[arguments.length + 1];
        values[0] = Value.asValue(operation);
        for (int i = 0; i < arguments.length; i++) {
            values[i + 1] = Value.asValue(arguments[i]);
        }
        return sink.execute(values);
    }

    private static @Nullable Object giveAll(ValueSink to, Operation... operations) {
        Object refusal = null;
        for (Operation operation : operations) {
            refusal = to.execute(Value.asValue(operation.number));
        }
        return refusal;
    }
}
