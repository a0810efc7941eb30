package dev.vivarium.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a policy file, if it is one that people write. */
final class PolicyText {

    private static final int MOST_BYTES = 1024 * 1024;

    private PolicyText() {}

    static String of(Path file, Place place) {
        String text = decode(bytes(file, place), place);
        refuseControls(text, place);
        return text;
    }

    /** Never reads more than one byte too many: a file may be a device without an end. */
    private static byte[] bytes(Path file, Place place) {
        if (Files.isDirectory(file)) {
            throw place.problem("is a directory, not a policy file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw place.problem("is larger than the 1MB that a policy file may have");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw place.problem("there is no such file");
        } catch (AccessDeniedException e) {
            throw place.problem("no permission to read it");
        } catch (IOException e) {
            throw place.problem("can't be read: " + e.getMessage());
        }
    }

    private static String decode(byte[] bytes, Place place) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer to = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(from, to, true);
        to.flip();
        if (result.isError()) {
            int line =
                    1 + (int) to.chars().filter(character -> character == '\n').count();
            throw place.problem(line, "is not text in UTF-8");
        }
        return to.toString();
    }

    /** What an editor does not show must not change what a policy says. */
    private static void refuseControls(String text, Place place) {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n') {
                line++;
            } else if (character == '\t') {
                throw place.problem(line, "has a tab; indent with spaces");
            } else if (character != '\r' && isControl(character)) {
                throw place.problem(line, "has a control character");
            }
        }
    }

    /** With the two that Unicode keeps from text: YAML refuses them, too, but not by their line. */
    private static boolean isControl(char character) {
        return Character.isISOControl(character) || character >= '\ufffe';
    }
}
