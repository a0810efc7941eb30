package dev.vivarium.console;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines that people or pipes give, in UTF-8. Used by one thread, which waits here for as long as it takes. */
final class LineReader {

    /** In bytes. What is typed is shorter; a device without an end must not fill the memory. */
    static final int LONGEST_LINE = 64 * 1024;

    private final InputStream stream;

    LineReader(InputStream stream) {
        this.stream = new BufferedInputStream(stream);
    }

    /**
     * The next line, without its end; empty when there are no more.
     *
     * @throws UsageProblem if it can't be used; the next call reads the line after it
     */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int length = 0;
        int next = stream.read();
        boolean any = next >= 0;
        while (next >= 0 && next != '\n') {
            if (++length <= LONGEST_LINE) {
                line.write(next);
            }
            next = stream.read();
        }
        if (length > LONGEST_LINE) {
            throw new UsageProblem("a line has at most " + LONGEST_LINE / 1024 + " KB, and this one more");
        }
        return any ? Optional.of(decode(line.toByteArray())) : Optional.empty();
    }

    private static String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw new UsageProblem("that line is not text in UTF-8");
        }
    }
}
