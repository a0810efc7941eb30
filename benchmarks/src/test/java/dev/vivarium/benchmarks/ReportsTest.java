package dev.vivarium.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final Machine MACHINE = new Machine("Abacus", 2, 1024, "Linux 6", "25, Maker", Double.NaN, 400);
    private static final Goal COST = Goal.atMost("some-cost", 2, "ms");
    private static final Goal YIELD = Goal.atLeast("some-yield", 0.5, Goal.RATIO);
    private static final Goal TOLD = Goal.told("some-fact", "MB");

    /** A measure of which only the name counts. */
    private record Named(String name) implements Measure {
        @Override
        public String about() {
            return "nothing";
        }

        @Override
        public List<Goal> goals() {
            return List.of(COST, YIELD, TOLD);
        }

        @Override
        public void take(Plan plan, Readings readings) {
            readings.add(COST, 1);
            readings.add(COST, 3);
            readings.add(COST, 2);
            readings.part(COST, "half", 0.5);
            readings.peer(COST, "other", 9);
            readings.skip(COST, "absent", "not installed");
            readings.add(YIELD, 0.25);
            readings.add(TOLD, 4567);
            throw new MeasureException("it broke at last");
        }
    }

    private static List<Taken> taken() throws InterruptedException {
        return List.of(Taken.take(new Named("some"), Plans.quick()));
    }

    @Test
    void aMeasureThatBreaksKeepsWhatItHasRead() throws InterruptedException {
        Taken taken = taken().getFirst();
        assertThat(taken.failure()).contains("it broke at last");
        assertThat(taken.figures()).extracting(Figure::value).containsExactly(2.0, 0.25, 4567.0);
        assertThat(taken.figures())
                .extracting(Figure::met)
                .containsExactly(Optional.of(true), Optional.of(false), Optional.empty());
        assertThat(taken.figures().getFirst().parts()).isEqualTo(Map.of("half", new Spread(0.5, 0.5, 0.5, 1)));
    }

    @Test
    void jsonIsOneObjectInOneLine() throws InterruptedException {
        assertThat(JsonReport.line(MACHINE, taken())).isEqualTo("""
                {"machine":{"processor":"Abacus","cores":2,"memoryMegabytes":1024,"kernel":"Linux 6",\
                "java":"25, Maker","load":null,"speed":400.0},"measures":[\
                {"name":"some-cost","value":2.0,"unit":"ms","target":"at most 2 ms","met":true,\
                "spread":{"min":1.0,"median":2.0,"max":3.0,"rounds":3},\
                "parts":{"half":{"min":0.5,"median":0.5,"max":0.5,"rounds":1}},\
                "peers":{"other":{"min":9.0,"median":9.0,"max":9.0,"rounds":1},\
                "absent":{"skipped":"not installed"}}},\
                {"name":"some-yield","value":0.25,"unit":"ratio","target":"at least 0.5","met":false,\
                "spread":{"min":0.25,"median":0.25,"max":0.25,"rounds":1},"parts":{},"peers":{}},\
                {"name":"some-fact","value":4567.0,"unit":"MB","target":"","met":null,\
                "spread":{"min":4567.0,"median":4567.0,"max":4567.0,"rounds":1},"parts":{},"peers":{}}],\
                "failures":{"some":"it broke at last"}}""");
    }

    @Test
    void theTableIsAligned() throws InterruptedException {
        assertThat(String.join("\n", TableReport.lines(MACHINE, taken()))).isEqualTo("""
                on: Abacus, 2 cores, 1024 MB; Linux 6; JDK 25, Maker; load ?, speed 400

                FIGURE       MEDIAN  UNIT   MIN..MAX    ROUNDS  TARGET        MET
                some-cost    2       ms     1..3        3       at most 2 ms  yes
                    half     0.5     ms     0.5..0.5    1
                  vs other   9       ms     9..9        1
                  vs absent  skipped: not installed
                some-yield   0.25    ratio  0.25..0.25  1       at least 0.5  NO
                some-fact    4567    MB     4567..4567  1
                some         FAILED: it broke at last""");
    }
}
