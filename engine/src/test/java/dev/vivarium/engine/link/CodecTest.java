package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.policy.Limits;
import dev.vivarium.value.Tuple;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {

    private final Codec<FromHost, FromWorker> host = Codec.forHost(_ -> Samples.WIDE);
    private final Codec<FromWorker, FromHost> worker = Codec.forWorker();

    static List<@Nullable Object> unsendable() {
        return Arrays.asList(
                "half \ud83d",
                "half \udc0d of it",
                1,
                new AtomicLong(),
                new Object(),
                BigInteger.ONE,
                BigInteger.TWO.pow(8 * Wire.LONGEST_INTEGER),
                LocalDate.of(0, 12, 31),
                LocalDate.of(10_000, 1, 1),
                Duration.ofSeconds(Long.MAX_VALUE),
                Set.of(List.of()),
                Map.of(Tuple.of(1L, Map.of()), 1L),
                Map.of("key", Set.of(Tuple.of(new byte[0]))));
    }

    @ParameterizedTest
    @MethodSource("unsendable")
    void refusesToSend(Object value) {
        assertThatThrownBy(() -> worker.encode(Samples.returned(List.of(value))))
                .isInstanceOf(UnsendableException.class)
                .message()
                .hasSizeLessThan(200);
        assertThatThrownBy(() -> new ValueBudget(Samples.WIDE).charge(value)).isInstanceOf(UnsendableException.class);
    }

    @Test
    void refusesToSendMoreThanAFrame() {
        byte[] large = new byte[Wire.LARGEST_FRAME];
        assertThatThrownBy(() -> worker.encode(Samples.returned(large)))
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("longer than a frame");
        assertThatThrownBy(() -> worker.encode(new Message.Output(1, "x".repeat(large.length))))
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("longer than a frame");
    }

    @Test
    void sendsTheLargestFrame() throws ProtocolException {
        String text = "x".repeat(Wire.LARGEST_FRAME - 8);
        byte[] body = worker.encode(new Message.Output(1, text));
        assertThat(body).hasSize(Wire.LARGEST_FRAME);
        assertThat(host.decode(body)).isEqualTo(new Message.Output(1, text));
    }

    @Test
    void refusesToSendDeeperValues() throws ProtocolException {
        assertThatThrownBy(() -> worker.encode(Samples.returned(nested(Limits.DEEPEST_VALUE + 1))))
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("nested more than 200 deep");
        Message.Finished deepest = Samples.returned(nested(Limits.DEEPEST_VALUE));
        assertThat(host.decode(worker.encode(deepest))).isEqualTo(deepest);
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void hostChecksBoundsOfEachTask() throws ProtocolException {
        List<@Nullable Object> values = List.of(List.of(1L, 2L), "four");
        int bytes = 4 + 5;
        byte[] body = worker.encode(Samples.finished(new End.Returned(values)));
        assertThat(within(TestBounds.of(0, bytes, 4, 1)).decode(body)).isInstanceOf(Message.Finished.class);
        assertOver(body, TestBounds.of(0, bytes - 1, 4, 1), "values");
        assertOver(body, TestBounds.of(0, bytes, 3, 1), "valueItems");
        assertOver(body, TestBounds.of(0, bytes, 4, 0), "valueDepth");
    }

    private static Codec<FromHost, FromWorker> within(Bounds bounds) {
        return Codec.forHost(task -> task == 7 ? bounds : Samples.WIDE);
    }

    private static void assertOver(byte[] body, Bounds bounds, String limit) {
        assertThatThrownBy(() -> within(bounds).decode(body))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("go over " + limit + ":");
    }

    @Test
    void everyMessageComesBack() throws ProtocolException {
        for (FromHost message : Samples.fromHost()) {
            assertThat(Dump.of(worker.decode(host.encode(message)))).isEqualTo(Dump.of(message));
        }
        for (FromWorker message : Samples.fromWorker()) {
            assertThat(Dump.of(host.decode(worker.encode(message)))).isEqualTo(Dump.of(message));
        }
    }

    @Test
    void randomValuesComeBackAndAreCountedExactly() throws ProtocolException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("CodecTest -Dseed=" + seed);
        RandomValues random = new RandomValues(seed);
        int empty = worker.encode(Samples.returned()).length;
        for (int round = 0; round < 2_000; round++) {
            Object value = random.any(4);
            byte[] body = worker.encode(Samples.returned(value));
            assertThat(Dump.of(host.decode(body))).as("seed %d", seed).isEqualTo(Dump.of(Samples.returned(value)));
            ValueBudget budget = new ValueBudget(Samples.WIDE);
            budget.charge(value);
            assertThat(budget.bytes()).as("seed %d", seed).isEqualTo(body.length - empty);
            Codec<FromHost, FromWorker> exact =
                    within(TestBounds.of(0, budget.bytes(), budget.items(), Limits.DEEPEST_VALUE));
            assertThat(exact.decode(body)).as("seed %d", seed).isNotNull();
            assertOver(body, TestBounds.of(0, budget.bytes() - 1, budget.items(), Limits.DEEPEST_VALUE), "values");
        }
    }

    @Test
    void resultsAreImmutable() throws ProtocolException {
        List<@Nullable Object> values = new ArrayList<>(List.of(List.of(1L), Map.of(1L, 2L), Set.of(1L), List.of()));
        Message.FromWorker message = host.decode(worker.encode(Samples.finished(new End.Returned(values))));
        assertThat(message).isInstanceOfSatisfying(Message.Finished.class, finished -> {
            assertThat(finished.end()).isInstanceOfSatisfying(End.Returned.class, returned -> {
                assertThat(returned.values()).isUnmodifiable();
                assertThat((List<?>) returned.values().get(0)).isUnmodifiable();
                assertThat((Map<?, ?>) returned.values().get(1)).isUnmodifiable();
                assertThat((Set<?>) returned.values().get(2)).isUnmodifiable();
                assertThat((List<?>) returned.values().get(3)).isUnmodifiable();
            });
        });
    }
}
