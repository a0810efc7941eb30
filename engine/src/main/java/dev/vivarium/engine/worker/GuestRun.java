package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Answer;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Reply;
import dev.vivarium.engine.link.Message.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
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
    private final Unsettled unsettled;
    private final TimeSource time;
    private final Consumer<Message.FromWorker> report;

    /** An end that was decided from outside; whatever the script does afterwards doesn't count. */
    private final AtomicReference<@Nullable End> decided = new AtomicReference<>();

    /** Set by whoever comes first: the script, which begins then, or the host, which wants it back. */
    private final AtomicBoolean settled = new AtomicBoolean();

    private volatile @Nullable GuestContext context;

    /** What the script has used, while it runs. */
    private volatile @Nullable Tally tally;

    /** The context that it owes somebody; for its own thread, like the next three. */
    private @Nullable GuestContext taken;

    /** Whether it came to its end by itself. */
    private boolean undisturbed;

    /** Whether that end was a good one. */
    private boolean returned;

    /** Set with its last message, after which nothing may be said of it; guarded by this. */
    private boolean finished;

    private final AtomicLong calls = new AtomicLong();
    private final Map<Long, Answer> answers = new ConcurrentHashMap<>();

    private final Errands errands = new Errands();

    GuestRun(
            Run run,
            Source source,
            Contexts contexts,
            Soundness soundness,
            IntSupplier present,
            Turn.Seat seat,
            Unsettled unsettled,
            TimeSource time,
            Consumer<Message.FromWorker> report) {
        this.run = run;
        this.source = source;
        this.contexts = contexts;
        this.soundness = soundness;
        this.present = present;
        this.seat = seat;
        this.unsettled = unsettled;
        this.time = time;
        this.report = report;
    }

    @Override
    public boolean run(long kernelThread) {
        seat.take();
        if (!settled.compareAndSet(false, true)) {
            seat.give();
            return true;
        }
        return runHere(kernelThread);
    }

    private boolean runHere(long kernelThread) {
        End end = new End.Broken("the script's thread failed");
        String damage = null;
        boolean stays = false;
        try {
            end = evaluate(kernelThread);
            damage = soundness.damage(end).or(this::weariness).orElse(null);
            stays = damage == null && mayStay();
        } catch (Throwable broken) {
            damage = "a script's thread failed with " + broken;
        } finally {
            finish(end, damage, stays);
        }
        if (stays) {
            damage = stay();
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

    private void finish(End end, @Nullable String damage, boolean stays) {
        Tally used = tally;
        long cpuNanos = used == null ? 0 : used.allCpuNanos();
        if (!stays) {
            release();
        }
        synchronized (this) {
            finished = !stays;
            try {
                report.accept(new Message.Finished(run.task(), end, cpuNanos, damage, stays));
            } catch (IllegalArgumentException unsendable) {
                String message = "what the script returned can't be sent: " + unsendable.getMessage();
                End refused = new End.Raised("ValueError", message, "ValueError: " + message + "\n");
                report.accept(new Message.Finished(run.task(), refused, cpuNanos, damage, stays));
            }
        }
    }

    /** From here on nobody measures or stops it. */
    private void release() {
        tally = null;
        context = null;
    }

    private End evaluate(long kernelThread) {
        if (decided.get() != null) {
            return forced();
        }
        GuestContext fresh = contexts.take(run.keptFor(), run.rules(), run.source());
        taken = fresh;
        context = fresh;
        if (decided.get() != null) {
            return forced();
        }
        // Not before: what it takes to make a context is not the script's to pay.
        tally = new Tally(unsettled, contexts::bytesMade);
        report.accept(new Message.Started(run.task(), kernelThread));
        End end = fresh.evaluate(run, source, stdout(), this);
        if (end instanceof End.Returned && fresh.converses()) {
            await(true, () -> !fresh.converses());
        }
        if (end instanceof End.Returned) {
            end = fresh.endOfDialogues(run);
        }
        undisturbed = decided.compareAndSet(null, end);
        returned = end instanceof End.Returned;
        return undisturbed ? end : forced();
    }

    /** Whether the host may still want something of this script, which has come to its end by itself. */
    private boolean mayStay() {
        GuestContext used = context;
        boolean stays = undisturbed && used != null && used.isHeld();
        if (stays) {
            // It can be stopped once more. Whatever came since its end came too late for that end.
            decided.set(null);
        }
        return stays;
    }

    /** The script is over, but its host keeps some of its functions. Gives the damage that was done meanwhile. */
    private @Nullable String stay() {
        End end = new End.Broken("the script's thread failed");
        String damage = null;
        try {
            GuestContext used = Objects.requireNonNull(context, "what stays has a context");
            await(true, () -> !used.isHeld());
            End stopped = decided.get();
            undisturbed = stopped == null;
            end = stopped == null ? new End.Returned(List.of()) : stopped;
            damage = soundness.damage(end).or(this::weariness).orElse(null);
        } catch (Throwable broken) {
            damage = "a script's thread failed with " + broken;
        } finally {
            release();
            synchronized (this) {
                finished = true;
                report.accept(new Message.Left(run.task(), end, damage));
            }
        }
        return damage;
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
        if (!pause.isPositive()) {
            // No timer for nothing: a test's clock may stand still, and sleep(0) only lets others compute.
            seat.wake();
            park(false);
            return;
        }
        AtomicBoolean over = new AtomicBoolean();
        TimeSource.Cancellation alarm = time.schedule(pause, () -> {
            over.set(true);
            seat.wake();
        });
        await(false, over::get);
        alarm.cancel();
    }

    @Override
    public Answer call(long object, String member, CallArguments arguments) {
        long number = calls.incrementAndGet();
        report.accept(
                new Message.Call(run.task(), number, object, member, arguments.positional(), arguments.keywords()));
        await(false, () -> answers.containsKey(number));
        Answer came = answers.remove(number);
        return came == null
                ? new Answer(run.task(), number, new Reply.Failure("RuntimeError", "the script was stopped"))
                : came;
    }

    /** The host answers; called by the link's thread. */
    void answered(Answer come) {
        answers.put(come.call(), come);
        seat.wake();
    }

    /** The host wants something of a function that it was given; called by the link's thread. */
    void errand(Message.FromHost errand) {
        if (errands.add(errand)) {
            seat.wake();
        }
    }

    /** Waits until it is {@code over} or the script is stopped, and does the host's errands meanwhile. */
    private void await(boolean idle, BooleanSupplier over) {
        // What woke it so far is looked at next: else the host would hear of it going on, and waiting again, for that.
        seat.forgetWakes();
        while (!seat.isStopped() && !over.getAsBoolean()) {
            Message.FromHost errand = errands.next(idle);
            if (errand == null) {
                park(idle);
            } else {
                errands.begin();
                run(errand, idle);
                errands.end();
                if (idle) {
                    // Between two steps others have their turn, however many steps wait.
                    seat.wake();
                    park(true);
                }
            }
            seat.forgetWakes();
        }
    }

    private void run(Message.FromHost errand, boolean idle) {
        GuestContext used = Objects.requireNonNull(context, "only a script that runs waits");
        if (idle) {
            Objects.requireNonNull(tally, "only a script that runs waits").beginStep();
        }
        switch (errand) {
            case Message.Invoke invoke -> {
                End end = used.call(invoke, run);
                if (!seat.isStopped()) {
                    report.accept(new Message.Invoked(run.task(), invoke.number(), end));
                }
            }
            case Message.Forget forget -> used.forget(forget.function());
            default -> throw new IllegalStateException("no errand: " + errand);
        }
    }

    /** Called by the script's own thread, which waits here without the turn until it is woken. */
    private void park(boolean idle) {
        if (seat.isStopped()) {
            leave();
            return;
        }
        report.accept(new Message.Parked(run.task(), idle));
        HeldMemory memory =
                Objects.requireNonNull(tally, "only a running script parks").memory();
        memory.pause();
        seat.give();
        seat.rest();
        seat.take();
        memory.resume();
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

    /** Gives the script back to the host if it has not begun; called by the link's thread. */
    void recall() {
        if (settled.compareAndSet(false, true)) {
            report.accept(new Message.Recalled(run.task()));
            seat.stop();
        }
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
