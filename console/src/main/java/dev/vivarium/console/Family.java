package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptEvent;
import dev.vivarium.ScriptTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * A task with all that its script starts and leaves behind: delays, dialogues, nested runs. Safe for use by any thread.
 */
final class Family {

    private final Report report;
    private final Questioner questioner;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    /** Those of which something is in a worker yet. */
    private final List<ScriptTask> present = new ArrayList<>();

    private boolean killed;

    Family(Report report, Questioner questioner) {
        this.report = report;
        this.questioner = questioner;
    }

    /** Begins to follow {@code head}, the first of the family. */
    void follow(ScriptTask head) {
        join(head);
        // Registered after the report's own callback: only so all its output has come when the end does.
        head.onReturn(value -> ended.countDown());
        head.onError(problem -> ended.countDown());
    }

    private void join(ScriptTask task) {
        boolean late;
        synchronized (this) {
            present.add(task);
            late = killed;
        }
        report.begin(task);
        task.onQuestion(questioner::ask);
        // A nested run joins before the one that has started it can leave: callbacks of a task keep their order.
        task.onNested(this::join);
        task.events().subscribe(new AtLeave(() -> leave(task)));
        if (late) {
            task.kill();
        }
    }

    private synchronized void leave(ScriptTask task) {
        present.remove(task);
        if (present.isEmpty()) {
            gone.countDown();
        }
    }

    /** Waits for the outcome of {@code head}, and for all its output so far. */
    Outcome outcome(ScriptTask head) throws InterruptedException {
        ended.await();
        return head.outcome().orElseThrow(() -> new IllegalStateException("a task has ended without an outcome"));
    }

    /** Waits until nothing is left of any. */
    void awaitEnd() throws InterruptedException {
        gone.await();
    }

    /** The same for at most so long; false if something is still there. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return gone.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends all of them, and whatever they start from now on. */
    void kill() {
        List<ScriptTask> all;
        synchronized (this) {
            killed = true;
            all = List.copyOf(present);
        }
        all.forEach(ScriptTask::kill);
    }

    /** Wants to know nothing of a task but when it has left its worker. */
    private record AtLeave(Runnable action) implements Flow.Subscriber<ScriptEvent> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ScriptEvent event) {}

        @Override
        public void onError(Throwable problem) {
            action.run();
        }

        @Override
        public void onComplete() {
            action.run();
        }
    }
}
