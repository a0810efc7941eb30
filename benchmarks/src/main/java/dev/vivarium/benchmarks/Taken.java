package dev.vivarium.benchmarks;

import java.util.List;
import java.util.Optional;

/**
 * A measure that was taken.
 *
 * @param measure which one
 * @param figures what it read, in the order of its goals as far as it came
 * @param failure why it did not come to its end, or empty if it did
 */
record Taken(Measure measure, List<Figure> figures, Optional<String> failure) {

    /** Takes {@code measure}; what goes wrong with it is no reason to leave out the next one. */
    static Taken take(Measure measure, Plan plan) throws InterruptedException {
        Readings readings = new Readings();
        try {
            measure.take(plan, readings);
            return new Taken(measure, readings.figures(), Optional.empty());
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failed) {
            return new Taken(measure, readings.figures(), Optional.of(reason(failed)));
        }
    }

    private static String reason(Exception failed) {
        return failed.getMessage() == null ? failed.toString() : failed.getMessage();
    }
}
