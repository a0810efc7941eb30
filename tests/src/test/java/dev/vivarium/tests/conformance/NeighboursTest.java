package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts of several owners in one worker: nobody is stopped for the memory that another one takes. */
class NeighboursTest {

    private static final Policy POLICY = Presets.PLAYER.toBuilder()
            .name("neighbour")
            .limit(Limits.MEMORY, ByteSize.mib(64))
            .limit(Limits.TIMEOUT, Duration.ofSeconds(60))
            .limit(Limits.CPU, Duration.ofSeconds(60))
            .build();

    private static Vivarium vivarium;

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder().workers(1).spares(0).peakWorkers(0).open();
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    private static ScriptTask run(String owner, String source) {
        return vivarium.run(Script.of(source).ownedBy(owner).under(POLICY));
    }

    /** What they keep gets old while the other one computes, and looks as if that had kept it. */
    @Test
    void whatWaitingScriptsKeepIsNotChargedToWhoeverComputes() {
        ScriptTask bob = run("bob", """
                import time
                for round in range(40):
                    for _ in range(1600):
                        bytes(65536)
                    time.sleep(0.05)
                _return('kept nothing')
                """);
        List<ScriptTask> waiting =
                Stream.generate(() -> run("eve", """
                        import time
                        kept = []
                        for round in range(3):
                            kept.append([bytes(65536) for _ in range(8 * 16)])
                            time.sleep(0.3)
                        time.sleep(50)
                        """)).limit(4).toList();

        assertThat(Waiting.outcome(bob).value()).isEqualTo("kept nothing");
        assertThat(waiting).allSatisfy(task -> assertThat(task.isDone()).isFalse());
        waiting.forEach(ScriptTask::kill);
    }

    /** It is garbage, but so little of it is in the heap that nothing collects it. */
    @Test
    void whatCompressionLeavesOutsideOfTheHeapIsNotChargedToWhoeverComputes() {
        for (int run = 0; run < 8; run++) {
            Outcome left = Waiting.outcome(run("eve", """
                    import zlib
                    left = [zlib.compressobj(9, zlib.DEFLATED, 15, 9) for _ in range(1000)]
                    """));
            assertThat(left).isInstanceOf(Outcome.Returned.class);
        }

        Outcome outcome = Waiting.outcome(run("bob", """
                import time
                end = time.monotonic() + 4
                while time.monotonic() < end:
                    pass
                _return('made nothing')
                """));

        assertThat(outcome.value()).isEqualTo("made nothing");
    }
}
