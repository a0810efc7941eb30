package dev.vivarium.engine.link;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: Java's own conversions replace what is wrong, and Jackson's CBOR parser lets some of it pass. */
final class Utf8 {

    /** Characters per step of a check: the memory it takes, whatever the length of the text. */
    private static final int STEP = 1024;

    private final CharBuffer discarded = CharBuffer.allocate(STEP);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    /** How many bytes {@code text} takes. Refuses half surrogate pairs. */
    static long length(String text) {
        long length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                continue;
            }
            if (Character.isSurrogate(unit)) {
                requirePair(text, i++);
                length += 2;
            } else {
                length += unit < 0x800 ? 1 : 2;
            }
        }
        return length;
    }

    private static void requirePair(String text, int index) {
        if (index + 1 >= text.length() || !Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1))) {
            throw new UnsendableException("a text has half of a surrogate pair at index " + index);
        }
    }

    /** Whether all of {@code bytes} is valid; moves its position. */
    boolean isValid(ByteBuffer bytes) {
        decoder.reset();
        CoderResult result;
        do {
            result = decoder.decode(bytes, discarded.clear(), true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
