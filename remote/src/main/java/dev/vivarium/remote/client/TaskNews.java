package dev.vivarium.remote.client;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptEvent;
import dev.vivarium.TaskState;
import dev.vivarium.remote.JsonFields;
import dev.vivarium.remote.WireOutcome;
import dev.vivarium.remote.WireValues;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the server's stream says to the handles that it is about. The thread that reads the stream calls it. */
final class TaskNews {

    private static final Logger LOG = LoggerFactory.getLogger(TaskNews.class);

    private final BiFunction<RemoteTask, String, RemoteTask> nested;
    private final BiConsumer<RemoteTask, Outcome> end;

    /** By the names that the stream has for what is being submitted. */
    private final Map<String, RemoteTask> byRef = new ConcurrentHashMap<>();

    /** By the server's numbers, until nothing of their scripts is left. */
    private final Map<Long, RemoteTask> byNumber = new ConcurrentHashMap<>();

    /**
     * @param nested makes the handle of a task that a script has started, by its parent and its name
     * @param end ends a task
     */
    TaskNews(BiFunction<RemoteTask, String, RemoteTask> nested, BiConsumer<RemoteTask, Outcome> end) {
        this.nested = nested;
        this.end = end;
    }

    /** {@code task} is being submitted as {@code ref}. Any thread. */
    void expect(String ref, RemoteTask task) {
        byRef.put(ref, task);
    }

    /** It was not taken. Any thread. */
    void forget(String ref) {
        byRef.remove(ref);
    }

    /** Nothing more comes. Any thread. */
    void end() {
        byRef.clear();
        byNumber.clear();
    }

    /** One message; fails if it is none that a server sends. */
    void take(String kind, JsonFields data) {
        long number = data.number("task");
        if (kind.equals("submitted")) {
            data.optionalText("ref").map(byRef::remove).ifPresent(task -> accept(number, task));
            return;
        }
        RemoteTask task = byNumber.get(number);
        if (task != null) { // Else another connection's of the same client.
            tell(task, kind, data);
        }
    }

    private void tell(RemoteTask task, String kind, JsonFields data) {
        switch (kind) {
            case "output" -> task.printed(data.text("text"));
            case "event" -> task.reported(event(data));
            case "question" -> task.asked(data.number("number"), data.text("text"));
            case "answered" -> task.answered(data.number("number"));
            case "nested" -> {
                RemoteTask child = nested.apply(task, data.text("name"));
                accept(data.number("child"), child);
                task.started(child);
            }
            case "state" -> state(data.text("state")).ifPresent(task::became);
            case "outcome" -> end.accept(task, WireOutcome.fromTree(data.object("outcome")));
            case "left" -> {
                byNumber.remove(data.number("task"));
                task.left();
            }
            default -> LOG.debug("a message of an unknown kind came: {}", kind);
        }
    }

    private void accept(long number, RemoteTask task) {
        byNumber.put(number, task);
        task.accepted(number);
    }

    private static ScriptEvent event(JsonFields data) {
        return new ScriptEvent(
                data.number("number"),
                data.text("name"),
                WireValues.fromTree("an event", data.any("value"), Integer.MAX_VALUE),
                data.number("missed"));
    }

    private static Optional<TaskState> state(String label) {
        return switch (label) {
            case "RUNNING" -> Optional.of(new TaskState.Running());
            case "PARKED" -> Optional.of(new TaskState.Parked());
            case "STOPPING" -> Optional.of(new TaskState.Stopping(TaskState.Why.KILL));
            default -> Optional.empty();
        };
    }
}
