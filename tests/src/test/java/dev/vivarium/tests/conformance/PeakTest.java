package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A source that uses the processor a lot is moved to a worker that compiles Python, behind the same walls. Such a worker
 * takes a minute to start beside everything else: runs with the profile {@code attacks}.
 */
@Tag("peak")
class PeakTest {

    private static final Policy POLICY = Presets.PLAYER.toBuilder()
            .name("busy")
            .limit(Limits.CPU, Duration.ofMinutes(1))
            .limit(Limits.TIMEOUT, Duration.ofMinutes(2))
            .build();

    private static final String HOT = """
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
            def attempt(action):
                try:
                    return repr(action())
                except Exception as error:
                    return type(error).__name__
            def read():
                with open('/etc/passwd') as file:
                    return file.read()
            def depth(n):
                return depth(n + 1)
            _return([fib(21), attempt(read), attempt(lambda: depth(0)), attempt(lambda: __import__('subprocess'))])
            """;

    private static final String ANSWER = "[10946, FileNotFoundError, RecursionError, ImportError]";

    @Test
    void aHotSourceAnswersTheSameInAWorkerThatCompiles() {
        try (Vivarium vivarium = Vivarium.builder()
                .workers(1)
                .spares(0)
                .startTimeout(Duration.ofMinutes(3))
                .open()) {
            Waiting.until("the compiling worker is up", Duration.ofMinutes(3), () -> {
                assertThat(answer(vivarium)).isEqualTo(ANSWER);
                return vivarium.stats().peakWorkersReady() == 1;
            });
            for (int i = 0; i < 20; i++) {
                assertThat(answer(vivarium)).isEqualTo(ANSWER);
            }
            assertThat(vivarium.stats().workersLost()).isZero();
        }
    }

    private static String answer(Vivarium vivarium) {
        Outcome outcome = Waiting.outcome(vivarium.run(Script.of(HOT).under(POLICY)));
        return outcome instanceof Outcome.Returned returned ? String.valueOf(returned.value()) : outcome.toString();
    }
}
