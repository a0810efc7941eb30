package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A stream of any bytes, which arrive in pieces of any size: the first byte says of which. */
class FrameReaderFuzzTest {

    private static final long MEMORY_AT_LEAST = 1 << 20;

    @FuzzTest
    @Timeout(10)
    void bytesAreCutIntoTheirFramesUpToTheFirstMistake(byte[] input) throws IOException {
        int piece = input.length == 0 ? 1 : 1 + Byte.toUnsignedInt(input[0]);
        byte[] stream = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        List<byte[]> frames = new ArrayList<>();
        boolean[] whole = new boolean[1];
        FrameReader reader = new FrameReader(inPieces(stream, piece), Wire.LARGEST_FRAME);
        assertThat(Allocation.by(() -> whole[0] = readAll(reader, frames)))
                .isLessThan(MEMORY_AT_LEAST + 10L * stream.length);

        byte[] written = written(frames);
        assertThat(Arrays.copyOf(stream, written.length)).isEqualTo(written);
        assertThat(whole[0]).as("it was whole").isEqualTo(written.length == stream.length);
        if (!whole[0]) {
            assertIsNoFrame(ByteBuffer.wrap(stream).position(written.length));
        }
    }

    /** Whether the stream ended after a frame. */
    private static boolean readAll(FrameReader reader, List<byte[]> frames) {
        try {
            for (byte @Nullable [] frame = reader.read(); frame != null; frame = reader.read()) {
                frames.add(frame);
            }
            return true;
        } catch (ProtocolException mistake) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertIsNoFrame(ByteBuffer rest) {
        if (rest.remaining() >= Integer.BYTES) {
            int length = rest.getInt();
            assertThat(length <= 0 || length > Wire.LARGEST_FRAME || length > rest.remaining())
                    .as("%d of %d bytes", length, rest.remaining())
                    .isTrue();
        }
    }

    private static byte[] written(List<byte[]> frames) throws IOException {
        Written written = new Written(new ByteArrayOutputStream());
        new FrameWriter(written).write(frames);
        return written.out().toByteArray();
    }

    /** Takes all that is written. */
    private record Written(ByteArrayOutputStream out) implements Duplex {

        @Override
        public int write(ByteBuffer source) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            out.writeBytes(bytes);
            return bytes.length;
        }

        @Override
        public int offer(ByteBuffer source) {
            return write(source);
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException("nobody reads here");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }

    private static ReadableByteChannel inPieces(byte[] stream, int most) {
        return Channels.newChannel(new ByteArrayInputStream(stream) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, most));
            }
        });
    }
}
