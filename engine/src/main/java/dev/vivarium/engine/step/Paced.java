package dev.vivarium.engine.step;

import dev.vivarium.engine.capability.Pace;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.task.HostTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One cooperative task. What its host wants of it waits here until its turn has come: its beginning, and then each call
 * of a function that runs with nothing else of the script under way. All fields are guarded by the lock of its
 * {@link Steps}.
 */
final class Paced implements Pace {

    /** In place of the number of a call: the step with which the task begins. */
    private static final long BEGINNING = 0;

    private final Steps steps;

    /** Calls that wait, each with what gives up functions behind it; the first is always a call. */
    private final Deque<FromHost> held = new ArrayDeque<>();

    private Consumer<FromHost> outbox = _ -> {};
    private @Nullable HostTask task;

    /** Has it begin; null when it has. */
    private @Nullable Runnable beginning;

    /** Whether a step of it has begun and is not over. */
    private boolean underWay;

    /** The call that this step is. */
    private long call;

    private boolean computes;

    /** Whether it waits for what comes by itself. */
    private boolean isServed;

    private long lastRound;
    private boolean gone;

    Paced(Steps steps) {
        this.steps = steps;
    }

    // ---- for Steps, with the lock -------------------------------------------------------------------------------

    /** The task may begin. */
    boolean begin(HostTask made, Runnable how) {
        task = made;
        if (!gone) {
            beginning = how;
            steps.countNotBegun(1);
            steps.ready(this);
        }
        return true;
    }

    boolean hasBegun() {
        return beginning == null;
    }

    /** The task, if it has not begun. */
    Optional<HostTask> notBegun() {
        return beginning == null ? Optional.empty() : Optional.ofNullable(task);
    }

    /** Whether it is over, which its task knows before {@link #gone} is called. */
    boolean isOver() {
        return gone || task == null || !task.isResident();
    }

    /** Whether this is its first step of that round; then it has had it. */
    boolean takeRound(long round) {
        boolean first = lastRound != round;
        lastRound = round;
        return first;
    }

    /** Lets its next step begin. */
    void release() {
        Runnable begins = beginning;
        underWay = true;
        computes = true;
        isServed = false;
        steps.moved(false, true);
        if (begins != null) {
            call = BEGINNING;
            endWaitToBegin();
            begins.run();
            return;
        }
        Message.Invoke invoke = (Message.Invoke) held.remove();
        call = invoke.number();
        outbox.accept(invoke);
        while (held.peek() instanceof Message.Forget forget) {
            held.remove();
            outbox.accept(forget);
        }
    }

    private void endWaitToBegin() {
        if (beginning != null) {
            beginning = null;
            steps.countNotBegun(-1);
        }
    }

    // ---- for the engine -----------------------------------------------------------------------------------------

    @Override
    public Consumer<FromHost> through(Consumer<FromHost> messages) {
        change(() -> outbox = messages);
        return message -> change(() -> pass(message));
    }

    /** With the lock, which keeps the order. */
    private void pass(FromHost message) {
        boolean waits = switch (message) {
            case Message.Invoke invoke -> invoke.patient();
            case Message.Forget forget -> forget.patient() && !held.isEmpty();
            default -> false;
        };
        if (gone || steps.isClosed()) {
            // Whoever waits for it is told so by the end of the task.
            return;
        }
        if (waits) {
            held.add(message);
            if (!underWay) {
                steps.ready(this);
            }
        } else {
            outbox.accept(message);
        }
    }

    @Override
    public void parked(boolean idle) {
        change(() -> {
            if (!idle) {
                computes = false;
            } else if (underWay && call == BEGINNING) {
                // Of any other step its answer is the end: to be idle may be what came before it.
                stepIsOver();
            }
        });
    }

    @Override
    public void resumed() {
        change(() -> {
            computes = true;
            isServed = false;
        });
    }

    @Override
    public void moves() {
        change(() -> isServed = true);
    }

    @Override
    public void waits() {
        change(() -> isServed = false);
    }

    @Override
    public void invoked(long number) {
        change(() -> {
            if (underWay && call == number) {
                stepIsOver();
            }
        });
    }

    @Override
    public void gone() {
        change(() -> {
            gone = true;
            held.clear();
            endWaitToBegin();
            if (underWay) {
                stepIsOver();
            }
            steps.notReady(this);
        });
    }

    private void stepIsOver() {
        underWay = false;
        steps.stepEnded();
        if (!held.isEmpty()) {
            steps.ready(this);
        }
    }

    private boolean isMoving() {
        return underWay && (computes || isServed);
    }

    private void change(Runnable what) {
        steps.lock.lock();
        try {
            boolean before = isMoving();
            what.run();
            steps.moved(before, isMoving());
        } finally {
            steps.lock.unlock();
        }
    }
}
