package dev.vivarium.game.task;

import dev.vivarium.ScriptTask;
import dev.vivarium.TaskTable;
import dev.vivarium.Vivarium;
import dev.vivarium.game.command.Call;
import dev.vivarium.game.command.Command;
import dev.vivarium.game.command.CommandProblem;
import dev.vivarium.game.world.Role;
import java.util.List;
import java.util.stream.Collectors;

/** The words to look at tasks, as plac has them. Owners see their own, admins all. */
public final class TaskCommands {

    private static final int LINES = 20;
    private static final int MOST_TASKS = 50;

    private final Vivarium vivarium;

    /** @param vivarium whose tasks they are */
    public TaskCommands(Vivarium vivarium) {
        this.vivarium = vivarium;
    }

    /** All of them. */
    public List<Command> all() {
        return List.of(
                Command.of(
                        "tasks",
                        "@tasks[/all]",
                        "Lists your scripts that are running; with /all those that have ended, too.",
                        this::tasks),
                Command.of(
                        "output",
                        "@output NUMBER [LINE]",
                        "Shows what a task has printed so far, " + LINES + " lines from LINE on.",
                        this::output),
                Command.of("kill", "@kill NUMBER", "Ends a task, and what it has left behind.", this::kill),
                Command.of(
                        "lasterror",
                        "@lasterror",
                        "Shows the error of the task that ended badly last.",
                        this::lastError));
    }

    private TaskTable table(Call call) {
        return call.who().role().covers(Role.ADMIN)
                ? vivarium.tasks()
                : vivarium.tasks().ownedBy(call.who().name());
    }

    private void tasks(Call call) {
        boolean ended = call.switches().contains("all");
        if (!ended && !call.switches().isEmpty()) {
            throw call.usage();
        }
        List<ScriptTask> tasks = table(call).list().stream()
                .filter(task -> ended || !task.isDone() || task.isResident())
                .toList();
        List<ScriptTask> newest = tasks.subList(Math.max(0, tasks.size() - MOST_TASKS), tasks.size());
        call.tell(
                newest.isEmpty()
                        ? "No tasks."
                        : newest.stream().map(task -> line(call, task)).collect(Collectors.joining("\n")));
    }

    private static String line(Call call, ScriptTask task) {
        String resident = task.isDone() && task.isResident() ? ", waits for calls" : "";
        String owner =
                call.who().role().covers(Role.ADMIN) ? " " + task.script().owner() : "";
        return task.line() + owner + resident;
    }

    private static long number(Call call, String word) {
        if (!word.matches("\\d{1,18}")) {
            throw call.usage();
        }
        return Long.parseLong(word);
    }

    private void output(Call call) {
        List<String> words = call.words();
        if (words.isEmpty() || words.size() > 2) {
            throw call.usage();
        }
        long id = number(call, words.getFirst());
        long from = words.size() == 2 ? number(call, words.getLast()) : 0;
        switch (table(call).find(id)) {
            case TaskTable.Found.Task(ScriptTask task) -> {
                TaskTable.Page page = TaskTable.Page.of(task.output(), (int) Math.min(from, Integer.MAX_VALUE), LINES);
                int end = page.from() + page.lines().size();
                String rest = end < page.all()
                        ? "\n(" + (page.all() - end) + " lines more: @output " + id + " " + end + ")"
                        : "";
                call.tell(task.line() + "\n" + String.join("\n", page.lines()) + rest);
            }
            case TaskTable.Found.Expired() -> throw new CommandProblem("Task " + id + " ended long ago.");
            case TaskTable.Found.Unknown() -> throw new CommandProblem("There is no task " + id + ".");
        }
    }

    private void kill(Call call) {
        long id = number(call, call.text());
        call.tell(
                switch (table(call).kill(id)) {
                    case REQUESTED -> "Task " + id + " is being killed.";
                    case ALREADY_DONE -> "Task " + id + " has ended already.";
                    case UNKNOWN -> "There is no task " + id + ".";
                });
    }

    private void lastError(Call call) {
        call.tell(table(call)
                .lastProblem()
                .map(problem -> problem.name() + ": " + SessionViewer.text(problem))
                .orElse("Nothing has gone wrong."));
    }
}
