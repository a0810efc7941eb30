package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.policy.ByteSize;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/** One script from its {@link Run} to its {@link Message.Finished}, on a thread of its own. */
final class GuestRun implements Runnable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Run run;
    private final Source source;
    private final ReadyContexts contexts;
    private final Turn.Seat seat;
    private final TimeSource time;
    private final Consumer<Message.FromWorker> report;

    /** An end that was decided from outside; whatever the script does afterwards doesn't count. */
    private final AtomicReference<@Nullable End> decided = new AtomicReference<>();

    private volatile @Nullable GuestContext context;

    GuestRun(
            Run run,
            Source source,
            ReadyContexts contexts,
            Turn.Seat seat,
            TimeSource time,
            Consumer<Message.FromWorker> report) {
        this.run = run;
        this.source = source;
        this.contexts = contexts;
        this.seat = seat;
        this.time = time;
        this.report = report;
    }

    @Override
    public void run() {
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        End end = new End.Broken("the script's thread failed");
        try {
            seat.take();
            end = evaluate();
        } finally {
            seat.give();
            report.accept(new Message.Finished(run.task(), end, THREADS.getCurrentThreadCpuTime() - cpuBefore));
        }
    }

    private End evaluate() {
        if (decided.get() != null) {
            return forced();
        }
        GuestContext fresh = contexts.take();
        context = fresh;
        try {
            if (decided.get() == null) {
                report.accept(new Message.Started(run.task()));
                OutputPipe stdout = new OutputPipe(run.bounds().outputBytes(), this::printed, this::overflown);
                End end = fresh.evaluate(run, source, stdout, this::park);
                return decided.compareAndSet(null, end) ? end : forced();
            }
            return forced();
        } finally {
            fresh.destroy();
        }
    }

    private End forced() {
        End end = decided.get();
        return end == null ? new End.Cancelled() : end;
    }

    private void printed(String text) {
        report.accept(new Message.Output(run.task(), text));
    }

    private void overflown() {
        String allowed = new ByteSize(run.bounds().outputBytes()).toString();
        stop(new End.OverLimit("output", allowed, "more than " + allowed));
    }

    /** Called by the script's own thread, which waits here without the turn. */
    private void park(Duration pause) {
        if (seat.isStopped()) {
            leave();
            return;
        }
        report.accept(new Message.Parked(run.task()));
        seat.give();
        // No timer for nothing: a test's clock may stand still, and sleep(0) only lets others compute.
        if (pause.isPositive()) {
            TimeSource.Cancellation alarm = time.schedule(pause, seat::wake);
            seat.rest();
            alarm.cancel();
        }
        seat.take();
        if (seat.isStopped()) {
            leave();
        } else {
            report.accept(new Message.Resumed(run.task()));
        }
    }

    /** A script that was stopped while it waited must not run on, or wait again, until its context is destroyed. */
    private void leave() {
        GuestContext running = context;
        if (running != null) {
            running.destroy();
        }
    }

    /** Ends the script soon; called by any thread, does not wait. */
    void cancel() {
        stop(new End.Cancelled());
    }

    private void stop(End end) {
        if (decided.compareAndSet(null, end)) {
            seat.stop();
            GuestContext running = context;
            if (running != null) {
                // Destroying a context waits for its script, which may be deep in something that takes minutes.
                Thread.ofPlatform()
                        .daemon()
                        .name("vivarium-cancel-" + run.task())
                        .start(running::destroy);
            }
        }
    }
}
