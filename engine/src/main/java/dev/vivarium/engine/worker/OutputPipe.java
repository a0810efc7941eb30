package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
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
    private final long mostLines;
    private final Consumer<String> receiver;
    private final Consumer<Message.End.OverLimit> overflow;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer pending = ByteBuffer.allocate(0);
    private long seenBytes;
    private long seenLines;
    private boolean overflown;

    /**
     * @param mostBytes how much may be written
     * @param mostLines how many lines of it
     * @param receiver gets the text, in the writing thread
     * @param overflow called once, in the writing thread, by the write that would go beyond the bound
     */
    OutputPipe(long mostBytes, long mostLines, Consumer<String> receiver, Consumer<Message.End.OverLimit> overflow) {
        this.mostBytes = mostBytes;
        this.mostLines = mostLines;
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
        int fits = (int) Math.min(count, mostBytes - seenBytes);
        int taken = withinLines(bytes, from, fits);
        seenBytes += taken;
        decode(bytes, from, taken);
        if (taken < count) {
            overflown = true;
            overflow.accept(taken < fits ? tooManyLines() : tooManyBytes());
        }
    }

    /** How many of these bytes may be taken before there are too many lines. */
    private int withinLines(byte[] bytes, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (seenLines >= mostLines) {
                return i;
            }
            if (bytes[from + i] == '\n') {
                seenLines++;
            }
        }
        return count;
    }

    private Message.End.OverLimit tooManyLines() {
        return new Message.End.OverLimit(Limits.OUTPUT_LINES.name(), Long.toString(mostLines), "more");
    }

    private Message.End.OverLimit tooManyBytes() {
        return new Message.End.OverLimit(Limits.OUTPUT.name(), new ByteSize(mostBytes).toString(), "more");
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
