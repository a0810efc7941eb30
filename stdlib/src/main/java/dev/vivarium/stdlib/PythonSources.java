package dev.vivarium.stdlib;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Python files of this module, as text. */
public final class PythonSources {

    private PythonSources() {}

    /** What each context evaluates before its script: defines {@code _return}, and the ways values cross. */
    public static String prelude() {
        return read("prelude.py");
    }

    /** What each context evaluates first: Python's own modules come out of code that contexts share. */
    public static String library() {
        return read("library.py");
    }

    /** What each context behind the Python sandbox evaluates before the prelude: harmless faces of dangerous modules. */
    public static String faces() {
        return read("faces.py");
    }

    /** What a context evaluates whose script imports {@code vivarium}: nested runs, delays, dialogues, events. */
    public static String asynchronous() {
        return read("asynchronous.py");
    }

    /** A script that uses what scripts use, and returns {@code sound} if all of it works. */
    public static String probe() {
        return read("probe.py");
    }

    private static String read(String name) {
        try (InputStream in = PythonSources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the stdlib module is packed without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read " + name + " of the stdlib module", unreadable);
        }
    }
}
