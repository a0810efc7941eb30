package dev.vivarium.engine.task;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.TaskId;
import dev.vivarium.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks and outcomes for tests that don't care which. */
final class Tasks {

    static final Outcome.Killed KILLED = new Outcome.Killed("for the test", Usage.NONE);

    private Tasks() {}

    /** One that nobody runs. */
    static HostTask task() {
        return task(Script.of("pass").ownedBy("anna"));
    }

    static HostTask task(Script script) {
        return new HostTask(new TaskId(7), script, _ -> {}, (_, _) -> {});
    }

    static Outcome returned(@Nullable Object value) {
        return new Outcome.Returned(List.of(String.valueOf(value)), Usage.NONE);
    }
}
