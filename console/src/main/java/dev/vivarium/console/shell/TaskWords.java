package dev.vivarium.console.shell;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskTable;
import dev.vivarium.TaskTable.Found;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The words about tasks that have been started: list, output, kill, lasterror, wait (P40 to P43). */
final class TaskWords {

    private static final Set<String> STATES = Set.of(
            "SUBMITTED",
            "RUNNING",
            "TO_BE_KILLED",
            "KILLED",
            "FINISHED",
            "ABORTED",
            "TIMED_OUT",
            "LIMIT_EXCEEDED",
            "REJECTED",
            "LOST");

    private static final Duration LOOK = Duration.ofMillis(20);

    /** Five minutes of looks: a transcript must fail some day, and a busy machine may take its time. */
    private static final int LOOKS = 15_000;

    private final TaskTable tasks;
    private final Consumer<String> lines;

    TaskWords(TaskTable tasks, Consumer<String> lines) {
        this.tasks = tasks;
        this.lines = lines;
    }

    void list(List<String> arguments) {
        atMost(1, arguments, Word.LIST);
        List<ScriptTask> chosen = switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "" -> tasks.open();
            case "all" -> tasks.list();
            case String word -> in(state(word));
        };
        chosen.forEach(task -> lines.accept(task.line()));
    }

    private List<ScriptTask> in(String state) {
        return tasks.list().stream()
                .filter(task -> task.state().word().equals(state))
                .toList();
    }

    static Stream<String> states() {
        return STATES.stream().sorted();
    }

    private static String state(String word) {
        String wanted = word.toUpperCase(Locale.ROOT).replace("_", "");
        return STATES.stream()
                .filter(state -> state.replace("_", "").equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ShellProblem("No state is called " + Visible.of(word) + "; there are "
                        + String.join(", ", states().toList())));
    }

    void output(List<String> arguments) {
        atMost(1, arguments, Word.OUTPUT);
        Optional<ScriptTask> task = arguments.isEmpty() ? newest(tasks.list()) : Optional.of(task(arguments));
        task.ifPresentOrElse(this::output, () -> lines.accept("Nothing to show"));
    }

    private void output(ScriptTask task) {
        lines.accept(task.line());
        task.output().lines().map(Visible::of).forEach(lines);
        task.questions().forEach(question -> lines.accept(Watched.asks(task, question)));
    }

    /** Answers what the task of {@code N TEXT} asked first; gives that task. */
    ScriptTask answer(String typed) {
        String[] parts = typed.split("\\s+", 2);
        if (parts[0].isEmpty()) {
            throw new ShellProblem("Which task? Usage: " + Word.ANSWER.usage());
        }
        ScriptTask task = task(List.of(parts));
        Question question = task.questions().stream()
                .findFirst()
                .orElseThrow(() -> new ShellProblem("Asks nothing: " + task.line()));
        try {
            if (question.answer(parts.length == 1 ? "" : parts[1])) {
                return task;
            }
        } catch (IllegalArgumentException e) {
            // The API says what it doesn't take, and says it to people.
            throw new ShellProblem(String.valueOf(e.getMessage()));
        }
        throw new ShellProblem("Asks no more: " + task.line());
    }

    void kill(List<String> arguments) {
        atMost(1, arguments, Word.KILL);
        Optional<ScriptTask> task = arguments.isEmpty() ? newest(tasks.open()) : Optional.of(task(arguments));
        task.ifPresentOrElse(this::kill, () -> lines.accept("Nothing to kill"));
    }

    /** The answer shows what is wanted of the task; when it has happened, the table shows that. */
    private void kill(ScriptTask task) {
        boolean over = task.isDone();
        boolean asked = task.kill();
        if (!asked) {
            lines.accept("Already finished " + task.line());
        } else if (over) {
            lines.accept("Ended what was left of " + task.line());
        } else {
            lines.accept("<ScriptTask " + task.id() + " [" + task.script().name() + "] TO_BE_KILLED>");
        }
    }

    void lastError(List<String> arguments) {
        boolean twoWords = !arguments.isEmpty() && arguments.getFirst().equals("error");
        List<String> rest = twoWords ? arguments.subList(1, arguments.size()) : arguments;
        atMost(1, rest, Word.LAST_ERROR);
        Optional<Outcome.Problem> problem = rest.isEmpty() ? tasks.lastProblem() : problem(task(rest));
        problem.ifPresentOrElse(this::problem, () -> lines.accept("No error"));
    }

    private static Optional<Outcome.Problem> problem(ScriptTask task) {
        return task.outcome().filter(Outcome.Problem.class::isInstance).map(Outcome.Problem.class::cast);
    }

    /** Tells why a task did not return, in as many lines as its policy lets people see. */
    void problem(Outcome.Problem problem) {
        String text = problem instanceof Outcome.Failed failed
                        && !failed.error().traceback().isEmpty()
                ? failed.error().traceback()
                : problem.message();
        text.stripTrailing().lines().map(Visible::of).forEach(lines);
    }

    /** @param stopped whether whoever waits wants that no more */
    void await(List<String> arguments, BooleanSupplier stopped) throws InterruptedException {
        if (arguments.isEmpty()) {
            throw new ShellProblem("Which task? Usage: " + Word.WAIT.usage());
        }
        ScriptTask task = task(arguments);
        switch (arguments.size() > 1 ? arguments.get(1) : "") {
            case "" -> await(task, task::isDone, stopped);
            case "output" -> {
                String text = String.join(" ", arguments.subList(2, arguments.size()));
                await(task, () -> task.output().contains(text), stopped);
            }
            case String word -> {
                atMost(2, arguments, Word.WAIT);
                String state = state(word);
                await(task, () -> task.state().word().equals(state), stopped);
            }
        }
    }

    private void await(ScriptTask task, BooleanSupplier wanted, BooleanSupplier stopped) throws InterruptedException {
        for (int looks = 0; looks < LOOKS; looks++) {
            // In this order: what a task has done when it ends counts.
            boolean over = task.isDone();
            if (wanted.getAsBoolean()) {
                return;
            }
            if (over || stopped.getAsBoolean()) {
                throw new ShellProblem((over ? "That can't come any more: " : "Waits no longer: ") + task.line());
            }
            pause(task);
        }
        throw new ShellProblem("That has not come for five minutes: " + task.line());
    }

    private static void pause(ScriptTask task) throws InterruptedException {
        try {
            task.await(LOOK);
        } catch (TimeoutException goesOn) {
            // It is looked at again.
        }
    }

    /** The task whose number is the first of {@code arguments}; negative ones count from the newest, which is -1. */
    private ScriptTask task(List<String> arguments) {
        String word = arguments.getFirst();
        if (!word.matches("-?[0-9]{1,18}")) {
            throw new ShellProblem("Tasks have numbers, and " + Visible.of(word) + " is none (try: list all)");
        }
        long number = Long.parseLong(word);
        return switch (number < 0 ? fromNewest(-number) : tasks.find(number)) {
            case Found.Task(ScriptTask task) -> task;
            case Found.Expired _ -> throw new ShellProblem("Task " + word + " has ended and is not kept any more");
            case Found.Unknown _ -> throw new ShellProblem("Unknown task " + word);
        };
    }

    private Found fromNewest(long back) {
        List<ScriptTask> all = tasks.list();
        return back > all.size() ? new Found.Unknown() : new Found.Task(all.get((int) (all.size() - back)));
    }

    private static Optional<ScriptTask> newest(List<ScriptTask> tasks) {
        return tasks.isEmpty() ? Optional.empty() : Optional.of(tasks.getLast());
    }

    private static void atMost(int count, List<String> arguments, Word word) {
        if (arguments.size() > count) {
            throw new ShellProblem("Too much after " + word.text() + ". Usage: " + word.usage());
        }
    }
}
