package dev.vivarium.engine.admit;

import java.util.ArrayDeque;
import java.util.Deque;

/** How deep a Python text's lines are indented, in steps as the text itself makes them. */
final class Indents {

    private final Deque<Integer> columns = new ArrayDeque<>();
    private int deepest;

    private Indents() {}

    /** The deepest indent in {@code text}. */
    static int deepest(String text) {
        Indents indents = new Indents();
        text.lines().filter(line -> !line.isBlank()).forEach(indents::line);
        return indents.deepest;
    }

    private void line(String line) {
        int column = 0;
        while (column < line.length() && isBlank(line.charAt(column))) {
            column++;
        }
        while (!columns.isEmpty() && columns.peek() >= column) {
            columns.pop();
        }
        if (column > 0) {
            columns.push(column);
            deepest = Math.max(deepest, columns.size());
        }
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
