package dev.vivarium.console;

import dev.vivarium.VivariumBuilder;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The world around a command.
 *
 * @param in what {@code -} reads, and where answers come from
 * @param out where scripts print and results go
 * @param err where everything goes that is meant for the user and not for a pipe
 * @param engine opens the engine
 * @param debug whether internal errors show their stack trace
 */
record Console(InputStream in, Sink out, PrintStream err, EngineOpener engine, boolean debug) {

    /** Standard streams, always in UTF-8 as Python's own: what a script prints must not depend on the locale. */
    static Console system() {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new Sink(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                VivariumBuilder::open,
                "1".equals(System.getenv("VIVARIUM_DEBUG")));
    }

    /** Puts a question to the user, in a line of its own. */
    void ask(String question) {
        err.println((out.isMidLine() ? "\n" : "") + question);
    }

    /** Tells the user something in exactly one line, whatever a script or a library put into it. */
    void tell(String message) {
        err.println("vivarium: " + OneLine.of(message));
    }
}
