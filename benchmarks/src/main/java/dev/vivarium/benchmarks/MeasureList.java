package dev.vivarium.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What {@code --list} says. */
final class MeasureList {

    private MeasureList() {}

    /** Each measure with its sentence, and its figures with what they should be. */
    static List<String> lines(List<Measure> measures) {
        List<String> lines = new ArrayList<>();
        for (Measure measure : measures) {
            lines.add(measure.name() + ": " + measure.about());
            for (Goal goal : measure.goals()) {
                lines.add("    " + goal.figure() + ": " + (goal.text().isEmpty() ? "no target" : goal.text()));
            }
        }
        return lines;
    }
}
