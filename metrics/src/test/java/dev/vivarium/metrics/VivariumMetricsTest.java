package dev.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class VivariumMetricsTest {

    private static Outcome run(Vivarium vivarium, String source) throws TimeoutException, InterruptedException {
        return vivarium.run(Script.of(source).under(Presets.PLAYER)).await(Duration.ofSeconds(60));
    }

    @Test
    void endsAreTimedByOutcomeAndCountersFollow() throws TimeoutException, InterruptedException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Vivarium vivarium = Vivarium.builder().workers(1).spares(0).open()) {
            try (VivariumMetrics metrics = new VivariumMetrics(vivarium)) {
                metrics.bindTo(registry);
                run(vivarium, "_return(1)");
                run(vivarium, "1/0");
                run(vivarium, "_return(2)");
            }
            run(vivarium, "_return(3)");

            assertThat(timer(registry, "returned").count()).isEqualTo(2);
            assertThat(timer(registry, "failed").totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(registry.get("vivarium.tasks.submitted")
                            .functionCounter()
                            .count())
                    .isEqualTo(4);
            assertThat(registry.get("vivarium.tasks.open").gauge().value()).isZero();
            assertThat(registry.get("vivarium.workers.ready")
                            .tag("kind", "quick")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        }
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return registry.get("vivarium.tasks").tag("outcome", outcome).timer();
    }
}
