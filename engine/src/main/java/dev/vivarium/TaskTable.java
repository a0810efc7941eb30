package dev.vivarium;

import java.util.List;
import java.util.Optional;

/**
 * The tasks that a {@link Vivarium} knows, by number: all that are open, and the last of those that have ended, within
 * the builder's {@code retainTasks} and {@code retainFor}. Numbers count up and are never used again. Safe for use by any
 * thread.
 */
public interface TaskTable {

    /** The same table as that owner sees it: with its own tasks, and as if there were no others. */
    TaskTable ownedBy(String owner);

    /** All tasks, oldest first. */
    List<ScriptTask> list();

    /** Those that have not ended, oldest first. */
    default List<ScriptTask> open() {
        return list().stream().filter(task -> !task.isDone()).toList();
    }

    /** Those whose script has that name, oldest first. */
    default List<ScriptTask> named(String name) {
        return list().stream().filter(task -> task.script().name().equals(name)).toList();
    }

    /** The task with that number. */
    Found find(long id);

    /**
     * Lines of what a task has printed so far.
     *
     * @param from the first line, counted from 0
     * @param most how many at most
     * @throws IllegalArgumentException if {@code from} is negative or {@code most} is not positive
     */
    default Optional<Page> output(long id, int from, int most) {
        return find(id) instanceof Found.Task(ScriptTask task)
                ? Optional.of(Page.of(task.output(), from, most))
                : Optional.empty();
    }

    /** Asks for a task's death. */
    default Kill kill(long id) {
        return switch (find(id)) {
            case Found.Task(ScriptTask task) -> task.kill() ? Kill.REQUESTED : Kill.ALREADY_DONE;
            case Found.Expired _ -> Kill.ALREADY_DONE;
            case Found.Unknown _ -> Kill.UNKNOWN;
        };
    }

    /** The problem of the task that ended badly last, however many have ended well since; empty if none did. */
    Optional<Outcome.Problem> lastProblem();

    /** What is known of a number. */
    sealed interface Found {
        /** That task. */
        record Task(ScriptTask task) implements Found {}

        /** There was such a task, it has ended, and is not kept any more. */
        record Expired() implements Found {}

        /** There was never such a task, or it is another owner's. */
        record Unknown() implements Found {}
    }

    /** What became of the wish that a task die. */
    enum Kill {
        /** It will end soon. */
        REQUESTED,
        /** It has ended, and has left nothing behind. */
        ALREADY_DONE,
        /** There was never such a task, or it is another owner's. */
        UNKNOWN
    }

    /**
     * Some lines of a text.
     *
     * @param lines without their ends
     * @param from the number of the first, counted from 0
     * @param all how many the text has so far
     */
    record Page(List<String> lines, int from, int all) {

        /** The lines of {@code text} from {@code from} on, at most {@code most}. */
        public static Page of(String text, int from, int most) {
            if (from < 0 || most <= 0) {
                throw new IllegalArgumentException(
                        "lines count from 0, and at least one is shown: not " + most + " from " + from + " on");
            }
            List<String> all = text.lines().toList();
            return new Page(all.stream().skip(from).limit(most).toList(), from, all.size());
        }
    }
}
