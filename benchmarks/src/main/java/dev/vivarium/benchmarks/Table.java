package dev.vivarium.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, aligned by spaces. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The rows as lines, each column as wide as it needs to be. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell)
                    .repeat(' ', Math.max(0, width(column) - cell.length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    /** A row's last cell needs no room to its right: it may be a sentence. */
    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column + 1)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
