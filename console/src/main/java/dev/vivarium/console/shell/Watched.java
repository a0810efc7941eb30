package dev.vivarium.console.shell;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import dev.vivarium.ScriptTask;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A task in the foreground: what happens to it waits here for the shell's thread, which shows it. */
final class Watched {

    private sealed interface Happening {
        record Printed(String piece) implements Happening {}

        record Asked(Question question) implements Happening {}

        record Ended() implements Happening {}
    }

    private final ScriptTask task;

    /** Holds no more than the output that the task's policy allows. */
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();

    /** Listens from now on. The callbacks for the end were registered last: when they come, all output has come. */
    Watched(ScriptTask task) {
        this.task = task;
        task.onOutput(piece -> happenings.add(new Happening.Printed(piece)));
        task.onQuestion(question -> happenings.add(new Happening.Asked(question)));
        task.onReturn(value -> happenings.add(new Happening.Ended()));
        task.onError(problem -> happenings.add(new Happening.Ended()));
    }

    ScriptTask task() {
        return task;
    }

    /** Shows what happens until the task has ended; comes back without an outcome when it asks something. */
    Optional<Outcome> show(Consumer<String> lines) throws InterruptedException {
        LineSplitter output = new LineSplitter(line -> lines.accept(Visible.of(line)));
        while (true) {
            switch (happenings.take()) {
                case Happening.Printed(String piece) -> output.add(piece);
                case Happening.Asked(Question question)
                when question.isOpen() -> {
                    output.end();
                    lines.accept(task.line() + " " + asks(task, question));
                    return Optional.empty();
                }
                case Happening.Asked _ -> {
                    // Somebody else has answered it.
                }
                case Happening.Ended _ -> {
                    output.end();
                    return task.outcome();
                }
            }
        }
    }

    /** What {@code task} asks, and how to answer, in one line. */
    static String asks(ScriptTask task, Question question) {
        return "asks: " + Visible.of(question.text()) + " (" + Word.ANSWER.text() + " " + task.id() + " TEXT)";
    }
}
