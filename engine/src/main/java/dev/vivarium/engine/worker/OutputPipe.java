package dev.vivarium.engine.worker;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Where a context's stdout and stderr go: counts bytes, and hands on text. Nothing is held back but an incomplete
 * character. Once the bound is passed the script is told to stop, and nothing more is taken.
 */
final class OutputPipe extends OutputStream {

    private final long mostBytes;
    private final Consumer<String> receiver;
    private final Runnable overflow;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer pending = ByteBuffer.allocate(0);
    private long seenBytes;
    private boolean overflown;

    /**
     * @param mostBytes how much may be written
     * @param receiver gets the text, in the writing thread
     * @param overflow called once, in the writing thread, by the write that would go beyond the bound
     */
    OutputPipe(long mostBytes, Consumer<String> receiver, Runnable overflow) {
        this.mostBytes = mostBytes;
        this.receiver = receiver;
        this.overflow = overflow;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        if (overflown) {
            return;
        }
        int taken = (int) Math.min(count, mostBytes - seenBytes);
        seenBytes += taken;
        decode(bytes, from, taken);
        if (taken < count) {
            overflown = true;
            overflow.run();
        }
    }

    private void decode(byte[] bytes, int from, int count) {
        ByteBuffer input = ByteBuffer.allocate(pending.remaining() + count);
        input.put(pending).put(bytes, from, count).flip();
        CharBuffer text = CharBuffer.allocate(input.remaining() + 1);
        decoder.decode(input, text, false);
        pending = input;
        text.flip();
        if (text.hasRemaining()) {
            receiver.accept(text.toString());
        }
    }
}
