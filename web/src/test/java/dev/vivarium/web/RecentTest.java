package dev.vivarium.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskEnd;
import dev.vivarium.Usage;
import dev.vivarium.testing.ManualTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {

    private final ManualTime time = new ManualTime();
    private final Recent recent = new Recent(time);

    private void end(String owner, Duration latency, Duration cpu) {
        ScriptTask task = (ScriptTask) Proxy.newProxyInstance(
                RecentTest.class.getClassLoader(), new Class<?>[] {ScriptTask.class}, (_, method, _) -> {
                    assertThat(method.getName()).isEqualTo("script");
                    return Script.of("x").ownedBy(owner);
                });
        recent.add(new TaskEnd(task, new Outcome.Returned(List.of(), new Usage(cpu, cpu)), latency));
    }

    @Test
    void thereIsAPointForEachSecondAlsoForThoseInWhichNothingWas() {
        end("anna", Duration.ofMillis(4), Duration.ZERO);
        time.advance(Duration.ofSeconds(2));
        for (int i = 1; i <= 100; i++) {
            end("anna", Duration.ofMillis(i), Duration.ZERO);
        }
        List<Recent.Point> points = recent.points();
        assertThat(points).hasSize(Recent.SECONDS);
        assertThat(points.get(Recent.SECONDS - 3)).isEqualTo(new Recent.Point(1, 4, 4));
        assertThat(points.get(Recent.SECONDS - 2)).isEqualTo(new Recent.Point(0, 0, 0));
        assertThat(points.getLast()).isEqualTo(new Recent.Point(100, 51, 100));
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        end("anna", Duration.ofMillis(4), Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(59));
        assertThat(recent.points().getFirst().runs()).isOne();
        time.advance(Duration.ofSeconds(1));
        assertThat(recent.points()).allMatch(point -> point.runs() == 0);
        assertThat(recent.shares()).isEmpty();
    }

    @Test
    void thoseWhoUseMostAreShownFirstAndOnlySome() {
        for (int i = 0; i < 10; i++) {
            end("owner " + i, Duration.ZERO, Duration.ofMillis(i));
        }
        end("owner 1", Duration.ZERO, Duration.ofSeconds(2));
        assertThat(recent.shares()).hasSize(5).first().isEqualTo(new Recent.Share("owner 1", 2001));
    }
}
