package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.policy.Limits;
import dev.vivarium.value.Values;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** One value of any bytes, as a script's result. */
class ValueFuzzTest {

    /** The head of {@code [22, 7, [1, value], 0, null, false]} and its end. */
    private static final byte[] BEFORE_VALUE = HexFormat.of().parseHex("8616078201");

    private static final byte[] AFTER_VALUE = HexFormat.of().parseHex("00f6f4");

    private final FrameOracle<Message.FromWorker> oracle = FrameOracle.fromWorker();
    private final Codec<Message.FromWorker, Message.FromHost> worker = Codec.forWorker();
    private final int empty = worker.encode(Samples.returned()).length;

    @FuzzTest
    @Timeout(10)
    void bytesAreAValueThatIsCountedExactlyAndMayGoBackOrRefused(byte[] value) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(BEFORE_VALUE);
        body.writeBytes(value);
        body.writeBytes(AFTER_VALUE);
        oracle.check(body.toByteArray()).ifPresent(message -> {
            if (message
                    instanceof
                    Message.Finished(long _, End.Returned(List<@Nullable Object> all), long _, var _, boolean _)) {
                all.forEach(this::assertIsCountedAndMayGoBack);
            }
        });
    }

    private void assertIsCountedAndMayGoBack(@Nullable Object value) {
        ValueBudget budget = new ValueBudget(Samples.WIDE);
        budget.charge(value);
        assertThat(budget.bytes()).isEqualTo(worker.encode(Samples.returned(value)).length - empty);
        assertThat(Dump.of(Values.copy("value", value, Limits.DEEPEST_VALUE + 1)))
                .isEqualTo(Dump.of(value));
    }
}
