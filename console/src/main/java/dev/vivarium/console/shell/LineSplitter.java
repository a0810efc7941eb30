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
        rest.append(piece);
        int begin = 0;
        for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", begin)) {
            lines.accept(rest.substring(begin, end));
            begin = end + 1;
        }
        rest.delete(0, begin);
    }

    /** There comes no more: what ended no line is one. */
    void end() {
        if (!rest.isEmpty()) {
            lines.accept(rest.toString());
            rest.setLength(0);
        }
    }
}
