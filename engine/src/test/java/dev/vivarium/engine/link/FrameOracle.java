package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import java.util.Optional;

/**
 * What must hold for any bytes in a frame: they are a message which, sent again, comes back as the same one, or they
 * are refused by a {@link ProtocolException}; and neither takes more memory than the frame can account for.
 *
 * @param <I> the messages of one direction
 */
final class FrameOracle<I extends Message> {

    private static final long MEMORY_AT_LEAST = 1 << 20;
    private static final long MEMORY_PER_BYTE = 200;

    private final Codec<?, I> receiver;
    private final Codec<I, ?> sender;

    private FrameOracle(Codec<?, I> receiver, Codec<I, ?> sender) {
        this.receiver = receiver;
        this.sender = sender;
    }

    /** For what a host hears. */
    static FrameOracle<FromWorker> fromWorker() {
        return new FrameOracle<>(Codec.forHost(_ -> Samples.WIDE), Codec.forWorker());
    }

    /** For what a worker hears. */
    static FrameOracle<FromHost> fromHost() {
        return new FrameOracle<>(Codec.forWorker(), Codec.forHost(_ -> Samples.WIDE));
    }

    /** The message in {@code body}, or empty if it is refused as it should be. */
    Optional<I> check(byte[] body) {
        long allowed = MEMORY_AT_LEAST + MEMORY_PER_BYTE * body.length;
        // A second time: at first classes may be loaded, which takes memory, too.
        if (Allocation.by(() -> decode(body)) > allowed) {
            assertThat(Allocation.by(() -> decode(body))).isLessThanOrEqualTo(allowed);
        }
        Optional<I> message = decode(body);
        message.ifPresent(this::assertComesBack);
        return message;
    }

    private Optional<I> decode(byte[] body) {
        try {
            return Optional.of(receiver.decode(body));
        } catch (ProtocolException refused) {
            assertThat(refused).message().hasSizeLessThan(200);
            return Optional.empty();
        }
    }

    private void assertComesBack(I message) {
        byte[] sent = sender.encode(message);
        I back = decode(sent).orElseThrow(() -> new AssertionError("refused when sent again: " + Dump.of(message)));
        assertThat(Dump.of(back)).isEqualTo(Dump.of(message));
        assertThat(sender.encode(back)).isEqualTo(sent);
    }
}
