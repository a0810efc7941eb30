package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.policy.Names;
import dev.vivarium.testing.ManualTime;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that keeps scripts to their limits. */
@Timeout(60)
class MeterTest {

    @Test
    void itLooksOnWhenWhatElseIsToBeDoneFails() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(4);
        Runnable fails = () -> {
            looks.countDown();
            if (looks.getCount() % 2 == 0) {
                throw new IllegalStateException("this fails each time");
            }
            throw new UnsatisfiedLinkError("so does this");
        };
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream())) {
            GuestRun computing = run(engine);
            try (Meter meter = new Meter(() -> computing, fails)) {
                meter.start("meter");
                assertThat(looks.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static GuestRun run(GuestEngine engine) {
        ManualTime time = new ManualTime();
        ReadyContexts fresh = new ReadyContexts(engine, time);
        Rules rules = new Rules("test", GuestRig.AMPLE, Names.all());
        return new GuestRun(
                new Run(1, "s.py", "pass", Map.of(), List.of(), rules),
                Source.newBuilder("python", "pass", "s.py").buildLiteral(),
                new Contexts(fresh, new KeptContexts(time)),
                new Soundness(fresh, () -> false, Jvm.SHARED.heapGrowth(time)),
                () -> 1,
                new Turn(() -> {}).join(),
                Tally.newUnsettled(),
                time,
                _ -> {});
    }
}
