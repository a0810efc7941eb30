package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which waiting task goes to which worker, and when. Used by the pool's events alone.
 *
 * <p>A worker that runs what has always been brief is sent one script ahead, so that it need not wait for the host
 * between two. If the first one is not brief this time, the host asks for the other one back.
 */
final class Dispatch {

    /** How long a free worker has to begin a script that it was sent. */
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(30);

    /** How long a script that was sent ahead waits for the one before it, until it is asked back. */
    private static final Duration AHEAD_WITHIN = Duration.ofMillis(5);

    /** Policies are few; one too many, and all are forgotten. */
    private static final int MOST_POLICIES = 64;

    private final EventLoop loop;
    private final Staff staff;

    /** Workers that compile Python, started when the first source is hot; null where there can be none. */
    private final @Nullable Staff peak;

    private final Lines lines;
    private final Stops stops;
    /** What workers are told of the policies seen last: links know the same object again and encode it once. */
    private final IdentityHashMap<Policy, Message.Rules> rules = new IdentityHashMap<>();

    private volatile int waiting;

    Dispatch(EventLoop loop, Staff staff, @Nullable Staff peak, Lines lines, Stops stops) {
        this.loop = loop;
        this.staff = staff;
        this.peak = peak;
        this.lines = lines;
        this.stops = stops;
    }

    /** How many tasks wait for a worker. Any thread. */
    int waiting() {
        return waiting;
    }

    /** Whether no task waits for a worker, and no script has a turn or is about to have it. */
    boolean isIdle() {
        return waiting == 0 && everyWorker().stream().noneMatch(PoolWorker::isComputing);
    }

    /** Puts a new task into the line it belongs to. */
    void queue(Assignment assignment) {
        boolean compiled = false;
        if (peak != null && lines.isHot(assignment.task.script())) {
            peak.start();
            compiled = peak.anyReady();
        }
        if (compiled) {
            lines.addHot(assignment);
        } else {
            lines.add(assignment);
        }
    }

    /** Sends out as much as workers can take now. To be called whenever something may have changed about that. */
    void dispatch() {
        if (peak != null) {
            dispatch(peak, lines::nextHot);
        }
        dispatch(staff, lines::next);
        waiting = lines.size();
        if (waiting > 0) {
            makeRoom();
        }
    }

    /** Ends all that wait. */
    void drain(Outcome outcome) {
        lines.drain(outcome);
        waiting = 0;
    }

    private void makeRoom() {
        for (PoolWorker full : staff.full()) {
            Crowding.whoLeaves(full).ifPresent(one -> stops.exceed(full, one, Crowding.outcome()));
        }
    }

    private void dispatch(Staff workers, Supplier<@Nullable Assignment> line) {
        Optional<PoolWorker> any = workers.taker(null);
        Assignment next = any.isPresent() ? line.get() : null;
        while (next != null) {
            assign(
                    next.keptFor == null
                            ? any.orElseThrow()
                            : workers.taker(next.keptFor).orElseThrow(),
                    next);
            any = workers.taker(null);
            next = any.isPresent() ? line.get() : null;
        }
    }

    /** All workers, of both kinds. */
    List<PoolWorker> everyWorker() {
        List<PoolWorker> all = new ArrayList<>(staff.all());
        if (peak != null) {
            all.addAll(peak.all());
        }
        return all;
    }

    private void assign(PoolWorker worker, Assignment assignment) {
        HostTask task = assignment.task;
        assignment.ahead = worker.isTakenBeside(assignment);
        if (!assignment.ahead) {
            assignment.attempts++;
        }
        assignment.brief = lines.isBrief(task.script());
        worker.held.put(task.id().number(), assignment);
        if (assignment.keptFor != null) {
            worker.keepsFor(assignment.keptFor);
        }
        assignment.watch(
                assignment.ahead
                        ? loop.schedule(AHEAD_WITHIN, () -> recall(worker, assignment))
                        : loop.schedule(BEGIN_WITHIN, () -> overdue(worker, assignment)));
        try {
            worker.send(run(assignment));
        } catch (IllegalArgumentException unsendable) {
            worker.held.remove(task.id().number());
            assignment.watch(null);
            task.end(new Outcome.Rejected("the script can't be sent to a worker: " + unsendable.getMessage()));
        }
    }

    private Message.Run run(Assignment assignment) {
        HostTask task = assignment.task;
        return new Message.Run(
                task.id().number(),
                task.script().name(),
                task.script().source(),
                task.script().variables(),
                task.capabilities().faces(),
                rules(task.script().policy()),
                assignment.keptFor);
    }

    private Message.Rules rules(Policy policy) {
        Message.Rules known = rules.get(policy);
        if (known == null) {
            known = new Message.Rules(policy.name(), Bounds.of(policy.limits()), policy.imports());
            if (rules.size() >= MOST_POLICIES) {
                rules.clear();
            }
            rules.put(policy, known);
        }
        return known;
    }

    private void overdue(PoolWorker worker, Assignment assignment) {
        if (!worker.holds(assignment) || assignment.hasBegun()) {
            return;
        }
        if (worker.isBusyBeside(assignment)) {
            assignment.watch(loop.schedule(BEGIN_WITHIN, () -> overdue(worker, assignment)));
        } else {
            worker.staff.kill(worker, "it did not begin a script within " + BEGIN_WITHIN.toSeconds() + " s");
        }
    }

    private void recall(PoolWorker worker, Assignment assignment) {
        if (!worker.holds(assignment) || assignment.hasBegun()) {
            return;
        }
        for (Assignment other : worker.held.values()) {
            if (other != assignment && other.computes()) {
                other.brief = false;
                lines.tookLong(other.task.script());
            }
        }
        assignment.recalled = true;
        worker.send(new Message.Recall(assignment.task.id().number()));
        assignment.watch(loop.schedule(BEGIN_WITHIN, () -> overdue(worker, assignment)));
    }

    /** A worker gives back what it had not begun. */
    void recalled(PoolWorker worker, Assignment assignment) {
        if (assignment.hasBegun() || !assignment.recalled) {
            worker.staff.kill(worker, "it gave a task back that it was not asked for");
            return;
        }
        worker.held.remove(assignment.task.id().number());
        assignment.gone();
        putBack(assignment);
        worker.staff.settle(worker);
        dispatch();
    }

    /** Back to the head of the line: nobody has begun it. */
    void putBack(Assignment assignment) {
        if (!assignment.task.isDone()) {
            assignment.rewind();
            lines.putBack(assignment);
        }
    }

    /** Whoever was sent ahead to that worker is next there, if another script has left it. */
    static void nextInTurn(PoolWorker worker) {
        for (Assignment held : worker.held.values()) {
            if (held.ahead && !worker.isTakenBeside(held)) {
                held.ahead = false;
                held.attempts++;
            }
        }
    }
}
