package dev.vivarium.console.shell;

import java.util.function.Consumer;

/** Makes lines of a script's output, which comes in pieces. For one thread at a time. */
final class LineSplitter {

    private final Consumer<String> lines;
    private final StringBuilder rest = new StringBuilder();

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(String piece) {
        int begin = 0;
        for (int end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', begin)) {
            rest.append(piece, begin, end);
            emit();
            begin = end + 1;
        }
        rest.append(piece, begin, piece.length());
    }

    /** There comes no more: what ended no line is one. */
    void end() {
        if (!rest.isEmpty()) {
            emit();
        }
    }

    private void emit() {
        String line = rest.toString();
        rest.setLength(0);
        lines.accept(line);
    }
}
