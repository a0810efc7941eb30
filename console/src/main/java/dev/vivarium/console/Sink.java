package dev.vivarium.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output: UTF-8, passed on at once, and instead of throwing it remembers that nobody could be written to. Safe
 * for use by several threads.
 */
final class Sink {

    /** One writer for all pieces: a piece may end between the two halves of a character. */
    private final Writer writer;

    private @Nullable IOException failure;
    private boolean midLine;

    Sink(OutputStream stream) {
        writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    }

    /** Writes {@code text} unless an earlier write failed. */
    synchronized void print(String text) {
        if (failure != null || text.isEmpty()) {
            return;
        }
        try {
            writer.write(text);
            writer.flush();
            midLine = !text.endsWith("\n");
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Writes {@code text} as a line of its own, also after output that did not end its line. */
    synchronized void line(String text) {
        print((midLine ? "\n" : "") + text + "\n");
    }

    /** Whether the last output did not end its line. */
    synchronized boolean isMidLine() {
        return midLine;
    }

    /** Why writing failed, or null as long as it did not. */
    synchronized @Nullable IOException failure() {
        return failure;
    }

    /** A view for libraries that print. */
    PrintWriter asWriter() {
        return new PrintWriter(new View(this), true);
    }

    private static final class View extends Writer {

        private final Sink sink;

        View(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void write(char[] buffer, int offset, int length) {
            sink.print(new String(buffer, offset, length));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
