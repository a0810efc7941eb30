package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Answer;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Reply;
import dev.vivarium.engine.link.Message.Run;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/** One script from its {@link Run} to its {@link Message.Finished}, on a thread that serves nobody else meanwhile. */
final class GuestRun implements GuestThreads.Guest, Outside {

    private final Run run;
    private final Source source;
    private final Contexts contexts;
    private final Soundness soundness;

    /** How many scripts are in this worker, waiting ones and, until its end was reported, this one included. */
    private final IntSupplier present;

    private final Turn.Seat seat;
    private final TimeSource time;
    private final Consumer<Message.FromWorker> report;

    /** An end that was decided from outside; whatever the script does afterwards doesn't count. */
    private final AtomicReference<@Nullable End> decided = new AtomicReference<>();

    private volatile @Nullable GuestContext context;

    /** What the script has used, while it runs. */
    private volatile @Nullable Tally tally;

    /** The context that it owes somebody; for its own thread, like the three below. */
    private @Nullable GuestContext taken;

    /** The processor time of its script. */
    private long usedNanos;

    /** Whether it came to its end by itself. */
    private boolean undisturbed;

    /** Whether that end was a good one. */
    private boolean returned;

    /** Set with its last message, after which nothing may be said of it; guarded by this. */
    private boolean finished;

    private final AtomicLong calls = new AtomicLong();
    private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();

    GuestRun(
            Run run,
            Source source,
            Contexts contexts,
            Soundness soundness,
            IntSupplier present,
            Turn.Seat seat,
            TimeSource time,
            Consumer<Message.FromWorker> report) {
        this.run = run;
        this.source = source;
        this.contexts = contexts;
        this.soundness = soundness;
        this.present = present;
        this.seat = seat;
        this.time = time;
        this.report = report;
    }

    @Override
    public boolean run() {
        End end = new End.Broken("the script's thread failed");
        String damage = null;
        long cpuNanos = 0;
        try {
            seat.take();
            end = evaluate();
            cpuNanos = usedNanos;
            damage = soundness.damage(end).or(this::weariness).orElse(null);
        } catch (Throwable broken) {
            damage = "a script's thread failed with " + broken;
        } finally {
            finish(end, cpuNanos, damage);
        }
        leaveContext();
        // On a damaged runtime nobody else shall have the turn: the host is about to end the worker.
        if (damage == null) {
            seat.give();
        }
        // Whoever stops a script may interrupt its thread, and a little too late.
        return damage == null && undisturbed;
    }

    /** Nobody is to lose a waiting script for it. */
    private Optional<String> weariness() {
        return present.getAsInt() <= 1 ? soundness.weariness() : Optional.empty();
    }

    /** Nothing runs in it any more, so its end takes a millisecond of nobody's time but the next script's. */
    private void leaveContext() {
        GuestContext left = taken;
        taken = null;
        try {
            if (left != null) {
                contexts.giveBack(run.keptFor(), left, undisturbed && returned);
            }
            if (present.getAsInt() == 0) {
                soundness.lookAtHeap();
            }
        } catch (RuntimeException | Error broken) {
            soundness.doubt();
        }
    }

    private synchronized void finish(End end, long cpuNanos, @Nullable String damage) {
        finished = true;
        try {
            report.accept(new Message.Finished(run.task(), end, cpuNanos, damage));
        } catch (IllegalArgumentException unsendable) {
            String message = "what the script returned can't be sent: " + unsendable.getMessage();
            report.accept(new Message.Finished(
                    run.task(),
                    new End.Raised("ValueError", message, "ValueError: " + message + "\n"),
                    cpuNanos,
                    damage));
        }
    }

    private End evaluate() {
        if (decided.get() != null) {
            return forced();
        }
        GuestContext fresh = contexts.take(run.keptFor());
        taken = fresh;
        context = fresh;
        try {
            if (decided.get() != null) {
                return forced();
            }
            // Not before: what it takes to make a context is not the script's to pay.
            Tally used = new Tally(contexts::bytesMade);
            tally = used;
            report.accept(new Message.Started(run.task()));
            End end = fresh.evaluate(run, source, stdout(), this);
            undisturbed = decided.compareAndSet(null, end);
            returned = end instanceof End.Returned;
            return undisturbed ? end : forced();
        } finally {
            Tally used = tally;
            usedNanos = used == null ? 0 : used.cpuNanos();
            tally = null;
            context = null;
        }
    }

    private OutputPipe stdout() {
        Message.Bounds bounds = run.rules().bounds();
        return new OutputPipe(bounds.outputBytes(), bounds.outputLines(), this::printed, this::stop);
    }

    private End forced() {
        End end = decided.get();
        return end == null ? new End.Cancelled() : end;
    }

    private void printed(String text) {
        report.accept(new Message.Output(run.task(), text));
    }

    @Override
    public void sleep(Duration pause) {
        // No timer for nothing: a test's clock may stand still, and sleep(0) only lets others compute.
        TimeSource.Cancellation alarm = pause.isPositive() ? time.schedule(pause, seat::wake) : seat::wake;
        if (!pause.isPositive()) {
            seat.wake();
        }
        park();
        alarm.cancel();
    }

    @Override
    public Reply call(String variable, String member, CallArguments arguments) {
        long number = calls.incrementAndGet();
        report.accept(
                new Message.Call(run.task(), number, variable, member, arguments.positional(), arguments.keywords()));
        Answer came = null;
        while (!seat.isStopped() && (came == null || came.call() != number)) {
            park();
            came = answer.getAndSet(null);
        }
        return came == null ? new Reply.Failure("RuntimeError", "the script was stopped") : came.reply();
    }

    /** The host answers; called by the link's thread. */
    void answered(Answer come) {
        answer.set(come);
        seat.wake();
    }

    /** Called by the script's own thread, which waits here without the turn until it is woken. */
    private void park() {
        if (seat.isStopped()) {
            leave();
            return;
        }
        report.accept(new Message.Parked(run.task()));
        Tally used = Objects.requireNonNull(tally, "only a running script parks");
        long held = used.pause();
        seat.give();
        seat.rest();
        seat.take();
        used.resume(held);
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

    /** The limits on what only a look from outside can measure. */
    Message.Bounds bounds() {
        return run.rules().bounds();
    }

    /** What it has used; null before and after it runs. */
    @Nullable
    Tally tally() {
        return tally;
    }

    /** Whether it has the turn now. */
    boolean computes() {
        return seat.isHolder();
    }

    /** Ends the script soon; called by any thread, does not wait. */
    void cancel() {
        stop(new End.Cancelled());
    }

    /** Ends the script soon with {@code end}; called by any thread, does not wait. */
    void stop(End end) {
        if (decided.compareAndSet(null, end)) {
            if (end instanceof End.OverLimit limit) {
                reportExceeded(limit);
            }
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

    private synchronized void reportExceeded(End.OverLimit limit) {
        if (!finished) {
            report.accept(new Message.Exceeded(run.task(), limit));
        }
    }
}
