package dev.vivarium.benchmarks;

import dev.vivarium.benchmarks.Figure.PeerFigure;
import java.util.ArrayList;
import java.util.List;

/** What was measured, for people. */
final class TableReport {

    private final Table table = new Table();

    private TableReport() {}

    /** The machine, then a row for each figure, below it its parts and its peers. */
    static List<String> lines(Machine machine, List<Taken> taken) {
        TableReport report = new TableReport();
        report.table.row("FIGURE", "MEDIAN", "UNIT", "MIN..MAX", "ROUNDS", "TARGET", "MET");
        taken.forEach(report::add);
        List<String> lines = new ArrayList<>(List.of("on: " + machine.text(), ""));
        lines.addAll(report.table.lines());
        return lines;
    }

    private void add(Taken taken) {
        taken.figures().forEach(this::add);
        taken.failure().ifPresent(reason -> table.row(taken.measure().name(), "FAILED: " + reason));
    }

    private void add(Figure figure) {
        String met = figure.met().map(yes -> yes ? "yes" : "NO").orElse("");
        row(figure.goal().figure(), figure, figure.spread(), figure.goal().text(), met);
        figure.parts().forEach((name, spread) -> row("    " + name, figure, spread, "", ""));
        figure.peers().forEach((name, peer) -> {
            switch (peer) {
                case PeerFigure.Measured(Spread spread) -> row("  vs " + name, figure, spread, "", "");
                case PeerFigure.Skipped(String reason) -> table.row("  vs " + name, "skipped: " + reason);
            }
        });
    }

    private void row(String name, Figure figure, Spread spread, String target, String met) {
        table.row(
                name,
                Numbers.text(spread.median()),
                figure.goal().unit(),
                Numbers.text(spread.min()) + ".." + Numbers.text(spread.max()),
                Integer.toString(spread.rounds()),
                target,
                met);
    }
}
