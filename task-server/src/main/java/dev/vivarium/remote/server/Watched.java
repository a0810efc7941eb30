package dev.vivarium.remote.server;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import dev.vivarium.ScriptEvent;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.remote.Json;
import dev.vivarium.remote.WireOutcome;
import dev.vivarium.remote.WireValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** The tasks of one client whose news go to its hub. Callbacks run on threads of Vivarium's, and may wait for the hub. */
final class Watched {

    private final Hub hub;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /** A look may wait for the hub, and then those that follow are left out. */
    private final AtomicBoolean looking = new AtomicBoolean();

    Watched(Hub hub) {
        this.hub = hub;
    }

    /**
     * Runs what {@code submission} wants and tells all that becomes of it. One at a time, so that they are counted right.
     *
     * @param most refused if so many are open
     */
    synchronized ScriptTask start(Vivarium vivarium, Submission submission, int most) {
        if (watches.stream().filter(Watch::isOpen).count() >= most) {
            throw new Refused(429, "more than " + most + " open tasks at a time (setting maxOpenTasks)");
        }
        // The client hears of problems: they are nothing for the server's log.
        ScriptTask task = vivarium.run(submission.script(), _ -> {}, _ -> {});
        hub.publish("submitted", Json.object("task", task.id().number(), "ref", submission.ref()));
        listen(task);
        return task;
    }

    private void listen(ScriptTask task) {
        Watch watch = new Watch(task);
        watches.add(watch);
        watch.begin();
    }

    /** A quarter of a second is over: states and closed questions have no callbacks. */
    void tick() {
        if (looking.compareAndSet(false, true)) {
            try {
                watches.forEach(Watch::look);
            } finally {
                looking.set(false);
            }
        }
    }

    /** One task. Its events end when its script has left its worker, and then all of them have been told. */
    private final class Watch implements Flow.Subscriber<ScriptEvent> {

        private final ScriptTask task;
        private final long id;
        private final List<Question> questions = new ArrayList<>();
        private String shown = "QUEUED";
        private boolean ended;
        private boolean left;

        Watch(ScriptTask task) {
            this.task = task;
            id = task.id().number();
        }

        void begin() {
            task.onNested(this::nested);
            task.onOutput(text -> hub.publish("output", Json.object("task", id, "text", text)));
            task.events().subscribe(this);
            task.onQuestion(this::asked);
            task.onReturn(_ -> ended());
            task.onError(_ -> ended());
        }

        boolean isOpen() {
            return !task.isDone();
        }

        private void nested(ScriptTask child) {
            hub.publish(
                    "nested",
                    Json.object(
                            "task", id,
                            "child", child.id().number(),
                            "name", child.script().name(),
                            "policy", child.script().policy().name()));
            listen(child);
        }

        private void asked(Question question) {
            synchronized (this) {
                questions.add(question);
            }
            hub.publish("question", Json.object("task", id, "number", question.number(), "text", question.text()));
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ScriptEvent event) {
            var tree =
                    Json.object("task", id, "number", event.number(), "name", event.name(), "missed", event.missed());
            tree.put("value", WireValues.toTree(event.value()));
            hub.publish("event", tree);
        }

        @Override
        public void onError(Throwable impossible) {
            throw new AssertionError("this one asks for more than nothing", impossible);
        }

        @Override
        public void onComplete() {
            synchronized (this) {
                left = true;
            }
            leave();
        }

        private void ended() {
            Outcome outcome = task.outcome().orElseThrow();
            synchronized (this) {
                // No state is told after the outcome.
                shown = task.state().label();
            }
            hub.publish("outcome", Json.object("task", id, "outcome", WireOutcome.toTree(Told.of(outcome))));
            synchronized (this) {
                ended = true;
            }
            leave();
        }

        /** The last word on a task: after its outcome and its last event, whichever comes last. */
        private void leave() {
            boolean over;
            synchronized (this) {
                over = ended && left;
            }
            if (over && watches.remove(this)) {
                hub.publish("left", Json.object("task", id));
            }
        }

        private void look() {
            List<Question> over;
            String state = task.state().label();
            boolean changed;
            synchronized (this) {
                over = questions.stream().filter(one -> !one.isOpen()).toList();
                questions.removeAll(over);
                changed = !task.isDone() && !state.equals(shown);
                shown = task.isDone() ? shown : state;
            }
            over.forEach(one -> hub.publish("answered", Json.object("task", id, "number", one.number())));
            if (changed) {
                hub.publish("state", Json.object("task", id, "state", state));
            }
        }
    }
}
