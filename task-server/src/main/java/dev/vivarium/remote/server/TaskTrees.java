package dev.vivarium.remote.server;

import dev.vivarium.ScriptTask;
import dev.vivarium.remote.Json;
import dev.vivarium.remote.WireOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks as JSON trees. */
final class TaskTrees {

    private TaskTrees() {}

    /** What a list has of a task. */
    static Map<String, @Nullable Object> summary(ScriptTask task) {
        return Json.object(
                "id", task.id().number(),
                "name", task.script().name(),
                "owner", task.script().owner(),
                "policy", task.script().policy().name(),
                "state", task.state().label(),
                "resident", task.isResident(),
                "parent", task.parent().map(parent -> (Object) parent.number()).orElse(null));
    }

    /** The same with what it asks, and how it ended. */
    static Map<String, @Nullable Object> tree(ScriptTask task) {
        Map<String, @Nullable Object> tree = summary(task);
        List<@Nullable Object> questions = new ArrayList<>();
        task.questions().forEach(one -> questions.add(Json.object("number", one.number(), "text", one.text())));
        tree.put("questions", questions);
        task.outcome().ifPresent(outcome -> tree.put("outcome", WireOutcome.toTree(Told.of(outcome))));
        return tree;
    }
}
