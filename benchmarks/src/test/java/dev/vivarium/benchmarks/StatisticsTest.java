package dev.vivarium.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final double EXACTLY = 1e-12;

    private static List<Double> shuffled(int upTo) {
        List<Double> values = new ArrayList<>();
        for (int i = 1; i <= upTo; i++) {
            values.add((double) i);
        }
        Collections.shuffle(values, new Random(upTo));
        return values;
    }

    @Test
    void percentilesAreValuesThatWereMeasured() {
        assertThat(Statistics.percentile(shuffled(200), 99)).isEqualTo(198);
        assertThat(Statistics.percentile(shuffled(200), 50)).isEqualTo(100);
        assertThat(Statistics.percentile(shuffled(200), 100)).isEqualTo(200);
        assertThat(Statistics.percentile(shuffled(200), 0)).isEqualTo(1);
    }

    @Test
    void ofFewValuesTheTailIsTheWorst() {
        assertThat(Statistics.percentile(shuffled(8), 99)).isEqualTo(8);
        assertThat(Statistics.percentile(List.of(7.0), 99)).isEqualTo(7);
    }

    @Test
    void theMedianLiesInTheMiddle() {
        assertThat(Statistics.median(shuffled(5))).isEqualTo(3);
        assertThat(Statistics.median(shuffled(6))).isEqualTo(3.5);
    }

    @Test
    void theGeometricMeanLetsFasterAndSlowerCancelEachOther() {
        assertThat(Statistics.geometricMean(List.of(4.0, 0.25))).isEqualTo(1, within(EXACTLY));
        assertThat(Statistics.geometricMean(List.of(2.0, 8.0))).isEqualTo(4, within(EXACTLY));
    }

    @Test
    void nothingHasNoMiddle() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.percentile(List.of(), 50));
    }

    @Test
    void aSpreadKeepsTheEnds() {
        assertThat(Spread.of(shuffled(5))).isEqualTo(new Spread(1, 3, 5, 5));
    }

    @Test
    void numbersShowThreeDigitsThatCount() {
        assertThat(List.of(0.25149, 12.345, 4567.8, 1.0, 100.0, 0.0).stream().map(Numbers::text))
                .containsExactly("0.251", "12.3", "4568", "1", "100", "0");
        assertThat(Numbers.text(Double.NaN)).isEqualTo("?");
    }
}
