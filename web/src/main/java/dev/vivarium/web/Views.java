package dev.vivarium.web;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import dev.vivarium.ScriptTask;
import dev.vivarium.Stats;
import dev.vivarium.TaskState;
import dev.vivarium.TaskTable;
import dev.vivarium.Workers;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.value.PythonRepr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the page is sent, as records that become JSON. */
final class Views {

    private static final int MOST_TASKS = 200;

    private Views() {}

    /** A row of the table of tasks; times in milliseconds, null what is not known yet. */
    record TaskRow(
            long id,
            String name,
            String owner,
            String policy,
            String state,
            double age,
            @Nullable Double cpu,
            @Nullable String problem,
            boolean killable) {}

    /** A worker; memory in bytes, age in milliseconds. */
    record WorkerRow(
            String name,
            String role,
            int scripts,
            int runs,
            @Nullable Integer contexts,
            long memory,
            double age) {}

    /** A worker that has ended; since in milliseconds. */
    record GoneRow(String name, String reason, boolean lost, double since) {}

    /** What changes from second to second; what is for admins alone is null for others. */
    record State(
            List<TaskRow> tasks,
            @Nullable List<WorkerRow> workers,
            @Nullable List<GoneRow> gone,
            Stats stats,
            List<Recent.Point> points,
            @Nullable List<Recent.Share> shares,
            @Nullable Integer waiting) {}

    /** A script that an admin must approve. */
    record WaitingRow(long id, String label, String author, String source) {}

    /** What one script has printed since the last time, and how it stands. */
    record Run(
            long id,
            String output,
            String state,
            boolean done,
            @Nullable String value,
            @Nullable String problem,
            @Nullable String question) {}

    /** One line of a policy's table. */
    record Grant(String name, String value, String what) {}

    record PolicyTable(String name, List<Grant> grants) {}

    record Me(String name, boolean admin, List<PolicyTable> policies) {}

    record AuditRow(String at, String who, String where, String what, String outcome) {}

    record Started(long id) {}

    record Problem(String problem) {}

    /** The newest tasks of a table, the newest first. */
    static List<TaskRow> rows(TaskTable table) {
        List<ScriptTask> all = table.list();
        return all.subList(Math.max(0, all.size() - MOST_TASKS), all.size()).reversed().stream()
                .map(Views::row)
                .toList();
    }

    private static TaskRow row(ScriptTask task) {
        Outcome outcome = task.outcome().orElse(null);
        return new TaskRow(
                task.id().number(),
                task.script().name(),
                task.script().owner(),
                task.script().policy().name(),
                task.state().label(),
                millis(task.age()),
                task.state() instanceof TaskState.Queued
                        ? null
                        : millis(task.usage().cpu()),
                outcome instanceof Outcome.Problem problem ? problem.message() : null,
                outcome == null || task.isResident());
    }

    static List<WorkerRow> present(Workers workers) {
        return workers.present().stream()
                .map(worker -> new WorkerRow(
                        worker.name(),
                        worker.role().name().toLowerCase(Locale.ROOT),
                        worker.scripts(),
                        worker.runs(),
                        worker.contextsReady().isPresent()
                                ? worker.contextsReady().getAsInt()
                                : null,
                        worker.residentBytes(),
                        millis(worker.age())))
                .toList();
    }

    static List<GoneRow> gone(Workers workers) {
        return workers.gone().reversed().stream()
                .map(gone -> new GoneRow(gone.name(), gone.reason(), gone.lost(), millis(gone.since())))
                .toList();
    }

    /** @param from how many characters of its output the page has */
    static Run run(ScriptTask task, int from) {
        // The state first: what is printed before the end is in the output by then.
        Outcome outcome = task.outcome().orElse(null);
        String state = task.state().label();
        String output = task.output();
        return new Run(
                task.id().number(),
                output.substring(Math.min(from, output.length())),
                state,
                outcome != null,
                outcome instanceof Outcome.Returned returned ? value(returned) : null,
                outcome instanceof Outcome.Problem problem ? problem(problem) : null,
                task.questions().stream().findFirst().map(Question::text).orElse(null));
    }

    private static @Nullable String value(Outcome.Returned returned) {
        return returned.calls().isEmpty() ? null : PythonRepr.of(returned.value());
    }

    /** As its author is told of it. */
    private static String problem(Outcome.Problem problem) {
        return problem instanceof Outcome.Failed failed
                        && !failed.error().traceback().isBlank()
                ? failed.error().traceback().strip()
                : "The script was " + problem.message() + ".";
    }

    static Me me(WebUser user) {
        return new Me(
                user.name(),
                user.admin(),
                user.policies().stream().map(Views::table).toList());
    }

    private static PolicyTable table(Policy policy) {
        List<Grant> grants = new ArrayList<>();
        grants.add(
                new Grant("trust", policy.trust().name().toLowerCase(Locale.ROOT), "how far its scripts are trusted"));
        grants.add(new Grant("placement", policy.placement().name().toLowerCase(Locale.ROOT), "where its scripts run"));
        grants.add(new Grant(
                "context",
                policy.context().name().toLowerCase(Locale.ROOT),
                "whether a run finds a fresh interpreter"));
        grants.add(new Grant("imports", policy.imports().toString(), "modules that may be imported"));
        grants.add(new Grant(
                "capabilities", policy.capabilities().toString(), "host objects that may be handed to a script"));
        Limits.KEYS.forEach(key -> grants.add(limit(policy, key)));
        return new PolicyTable(policy.name(), grants);
    }

    private static <T extends Comparable<? super T>> Grant limit(Policy policy, dev.vivarium.policy.LimitKey<T> key) {
        return new Grant(key.name(), key.show(policy.limits().of(key)), key.meaning());
    }

    static WaitingRow waiting(WaitingScript script) {
        return new WaitingRow(script.id(), script.label(), script.author(), script.source());
    }

    static AuditRow audit(AuditLine line) {
        return new AuditRow(line.at().toString(), line.who(), line.where(), line.what(), line.outcome());
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
