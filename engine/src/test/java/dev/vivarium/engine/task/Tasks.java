package dev.vivarium.engine.task;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.TaskId;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.testing.ManualTime;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
        return task(script, _ -> {}, (_, _) -> {});
    }

    /** One that tells when somebody asks for its death, and when it ends. */
    static HostTask task(Script script, Consumer<HostTask> killer, BiConsumer<HostTask, Outcome> atEnd) {
        return task(script, new ManualTime(), killer, atEnd);
    }

    static HostTask task(
            Script script, TimeSource time, Consumer<HostTask> killer, BiConsumer<HostTask, Outcome> atEnd) {
        TaskCapabilities none = new TaskCapabilities(7, Map.of(), Runnable::run);
        return new HostTask(new TaskId(7), script, none, time, killer, atEnd);
    }

    static Outcome returned(@Nullable Object value) {
        return new Outcome.Returned(List.of(String.valueOf(value)), Usage.NONE);
    }
}
