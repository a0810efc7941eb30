package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfinementPlanTest {
    @Test
    void startsWithNothingReadableAndNoFileWritable() {
        ConfinementPlan plan = ConfinementPlan.builder().build();
        assertThat(plan.readable()).isEmpty();
        assertThat(plan.limits())
                .containsEntry(Resource.FILE_SIZE, Limit.atMost(0))
                .containsEntry(Resource.CORE, Limit.atMost(0))
                .containsKey(Resource.OPEN_FILES);
    }

    @Test
    void zeroIsZeroAndUnlimitedIsSaid() {
        ConfinementPlan plan = ConfinementPlan.builder()
                .limit(Resource.DATA, Limit.unlimited())
                .limit(Resource.LOCKED_MEMORY, Limit.atMost(0))
                .build();
        assertThat(plan.limits().get(Resource.DATA)).isEqualTo(Limit.unlimited());
        assertThat(plan.limits().get(Resource.LOCKED_MEMORY)).isEqualTo(Limit.atMost(0));
    }

    @Test
    void refusesANegativeLimit() {
        assertThatThrownBy(() -> Limit.atMost(-1)).hasMessageContaining("-1");
    }

    @Test
    void refusesRelativePaths() {
        ConfinementPlan.Builder builder = ConfinementPlan.builder().readable(Path.of("some/dir"));
        assertThatThrownBy(builder::build).hasMessageContaining("some/dir").hasMessageContaining("absolute");
    }

    @Test
    void refusesTheRootHoweverItIsSpelled() {
        ConfinementPlan.Builder builder = ConfinementPlan.builder().readable(Path.of("/tmp/.."));
        assertThatThrownBy(builder::build).hasMessageContaining("root directory");
    }
}
