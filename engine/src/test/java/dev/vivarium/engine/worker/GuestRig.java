package dev.vivarium.engine.worker;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Codec;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.ProtocolException;
import dev.vivarium.engine.link.TestBounds;
import dev.vivarium.policy.Names;
import dev.vivarium.testing.ManualTime;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A real worker in this JVM, in time that stands still, and what it reports of each script. Every report is encoded and
 * decoded as on a link: what can't be sent, or what the host would refuse, fails the test.
 */
final class GuestRig implements AutoCloseable {

    static final Bounds AMPLE = TestBounds.of(1_000_000, 1_000_000, 100_000, 50);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final ManualTime time = new ManualTime();
    private final Worker worker;
    private final AtomicLong ids = new AtomicLong();

    /** Takes seconds: one for each test class. */
    GuestRig() {
        // The warm-up sleeps for a moment, which would never end in time that stands still.
        Worker[] made = new Worker[1];
        Thread maker = Thread.ofPlatform().start(() -> made[0] = makeWorker());
        while (maker.isAlive()) {
            time.advance(Duration.ofMillis(1));
            Thread.onSpinWait();
        }
        worker = made[0];
    }

    private Worker makeWorker() {
        return new Worker("test", time, PythonWalls.STANDING, OutputStream.nullOutputStream(), Jvm.SHARED);
    }

    /** One script that was started, and all that was reported of it. */
    final class Guest {

        final long task = ids.incrementAndGet();
        final List<FromWorker> reports = new CopyOnWriteArrayList<>();
        private final Bounds bounds;

        private Guest(Bounds bounds) {
            this.bounds = bounds;
        }

        private void report(FromWorker message) {
            byte[] frame = Codec.forWorker().encode(message);
            try {
                reports.add(Codec.forHost(_ -> bounds).decode(frame));
            } catch (ProtocolException refused) {
                reports.add(new Message.Finished(
                        task, new End.Broken("the host refuses: " + refused.getMessage()), 0, null));
            }
        }

        Guest awaitReport(Class<? extends FromWorker> kind) {
            await().atMost(PATIENCE).until(() -> reports.stream().anyMatch(kind::isInstance));
            return this;
        }

        End end() {
            awaitReport(Message.Finished.class);
            List<Message.Finished> ends = reports.stream()
                    .filter(Message.Finished.class::isInstance)
                    .map(Message.Finished.class::cast)
                    .toList();
            assertThat(ends).hasSize(1);
            return ends.getFirst().end();
        }

        List<@Nullable Object> returned() {
            if (end() instanceof End.Returned(List<@Nullable Object> values)) {
                return values;
            }
            throw new AssertionError("not returned: " + end());
        }

        End.Raised raised() {
            if (end() instanceof End.Raised raised) {
                return raised;
            }
            throw new AssertionError("not raised: " + end());
        }

        End.OverLimit overLimit() {
            if (end() instanceof End.OverLimit over) {
                return over;
            }
            throw new AssertionError("not over a limit: " + end());
        }

        String output() {
            StringBuilder text = new StringBuilder();
            for (FromWorker report : reports) {
                if (report instanceof Message.Output(long _, String piece)) {
                    text.append(piece);
                }
            }
            return text.toString();
        }

        void cancel() {
            worker.cancel(task);
        }

        void recall() {
            worker.recall(task);
        }
    }

    /** Ample bounds but for the size of the stack. */
    Bounds withRecursion(long bytes) {
        return new Bounds(
                AMPLE.outputBytes(),
                AMPLE.outputLines(),
                AMPLE.returns(),
                AMPLE.valueBytes(),
                AMPLE.valueItems(),
                AMPLE.valueWidth(),
                AMPLE.valueDepth(),
                AMPLE.cpuNanos(),
                AMPLE.memoryBytes(),
                bytes);
    }

    /** Starts a script in the context that is kept for {@code keptFor}. */
    Guest startKept(String keptFor, String source) {
        return start(source, Map.of(), AMPLE, keptFor);
    }

    Guest start(String source) {
        return start(source, Map.of(), AMPLE);
    }

    Guest start(String source, Map<String, @Nullable Object> variables, Bounds bounds) {
        return start(source, variables, bounds, null);
    }

    private Guest start(
            String source, Map<String, @Nullable Object> variables, Bounds bounds, @Nullable String keptFor) {
        Guest guest = new Guest(bounds);
        Message.Run run = new Message.Run(
                guest.task, "<script>", source, variables, List.of(), new Rules("test", bounds, Names.all()), keptFor);
        worker.run(overLink(run), guest::report);
        return guest;
    }

    private static Message.Run overLink(Message.Run run) {
        try {
            FromHost there = Codec.forWorker().decode(Codec.forHost(_ -> AMPLE).encode(run));
            return there instanceof Message.Run same ? same : run;
        } catch (ProtocolException refused) {
            throw new AssertionError("the worker refuses the run", refused);
        }
    }

    /** What the script gives to {@code _return}, call by call. */
    List<@Nullable Object> returned(String source) {
        return start(source).returned();
    }

    End.Raised raised(String source) {
        return start(source).raised();
    }

    @Override
    public void close() {
        worker.close();
    }
}
