package dev.vivarium.console;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads source text, and says in one line why it can't. */
final class SourceReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream stdin;

    SourceReader(InputStream stdin) {
        this.stdin = stdin;
    }

    /**
     * The text of {@code source}, which {@code policy} bounds.
     *
     * @throws UsageProblem if there is no such text
     */
    String read(ScriptSource source, Policy policy) {
        String text = decode(source, bytes(source, policy));
        if (text.isBlank()) {
            throw new UsageProblem(source.label() + " is empty: there is nothing to run");
        }
        return text;
    }

    /** Never reads more than one byte too many: a file may be a device without an end. */
    private byte[] bytes(ScriptSource source, Policy policy) {
        long most =
                policy.limits().of(Limits.SOURCE).most().map(ByteSize::bytes).orElse((long) Integer.MAX_VALUE - 16);
        byte[] bytes = upTo((int) Math.min(most + 1, Integer.MAX_VALUE - 16), source);
        if (bytes.length > most) {
            throw new UsageProblem(source.label() + " is larger than the "
                    + policy.limits().of(Limits.SOURCE) + " that policy '" + policy.name() + "' allows for a script");
        }
        return bytes;
    }

    private byte[] upTo(int count, ScriptSource source) {
        try (InputStream stream = open(source)) {
            return stream.readNBytes(count);
        } catch (NoSuchFileException e) {
            throw new UsageProblem("there is no file " + source.label());
        } catch (AccessDeniedException e) {
            throw new UsageProblem("no permission to read " + source.label());
        } catch (IOException e) {
            throw new UsageProblem("can't read " + source.label() + ": " + e.getMessage());
        }
    }

    private InputStream open(ScriptSource source) throws IOException {
        return switch (source) {
            case ScriptSource.File(Path path) -> file(path, source.label());
            case ScriptSource.Stdin() -> stdin;
            case ScriptSource.Inline(String text) ->
                new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static InputStream file(Path path, String label) throws IOException {
        if (path.toString().isEmpty()) {
            throw new NoSuchFileException("");
        }
        if (Files.isDirectory(path)) {
            throw new UsageProblem(label + " is a directory, not a script");
        }
        return Files.newInputStream(path);
    }

    /** Python takes a file with a byte order mark, so this does. */
    private static String decode(ScriptSource source, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UsageProblem(source.label() + " is not text in UTF-8");
        }
    }
}
