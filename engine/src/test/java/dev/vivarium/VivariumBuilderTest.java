package dev.vivarium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VivariumBuilderTest {

    private final VivariumBuilder builder = Vivarium.builder();

    @ParameterizedTest
    @CsvSource({
        "workers, 0, 'workers must be from 1 to 64, not 0'",
        "workers, 65, 'workers must be from 1 to 64, not 65'",
        "spares, -1, 'spares must be from 0 to 64, not -1'",
        "spares, 65, 'spares must be from 0 to 64, not 65'",
        "workerHeapMegabytes, 95, 'workerHeapMegabytes must be from 96 to 16384, not 95'",
        "workerHeapMegabytes, 16385, 'workerHeapMegabytes must be from 96 to 16384, not 16385'",
        "maxQueued, 0, 'maxQueued must be from 1 to 2147483647, not 0'",
        "runsPerWorker, 0, 'runsPerWorker must be from 1 to 2147483647, not 0'",
        "runsPerWorker, -2147483648, 'runsPerWorker must be from 1 to 2147483647, not -2147483648'"
    })
    void aSettingOutOfItsBoundsIsRefusedByName(String setting, int value, String message) {
        assertThatThrownBy(() -> set(setting, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aStartTimeoutThatIsNotPositiveIsRefusedByName() {
        assertThatThrownBy(() -> builder.startTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("startTimeout must be positive, not PT0S");
        assertThatThrownBy(() -> builder.startTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("startTimeout");
    }

    @ParameterizedTest
    @CsvSource({
        "workers, 1",
        "workers, 64",
        "spares, 0",
        "spares, 64",
        "workerHeapMegabytes, 96",
        "workerHeapMegabytes, 16384",
        "maxQueued, 1",
        "runsPerWorker, 1",
        "runsPerWorker, 2147483647"
    })
    void theBoundsThemselvesAreAllowed(String setting, int value) {
        assertThat(set(setting, value)).isSameAs(builder);
    }

    private VivariumBuilder set(String setting, int value) {
        return switch (setting) {
            case "workers" -> builder.workers(value);
            case "spares" -> builder.spares(value);
            case "workerHeapMegabytes" -> builder.workerHeapMegabytes(value);
            case "maxQueued" -> builder.maxQueued(value);
            case "runsPerWorker" -> builder.runsPerWorker(value);
            default -> throw new IllegalArgumentException(setting);
        };
    }
}
