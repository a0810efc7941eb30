package dev.vivarium.remote;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a task ended, as JSON. */
public final class WireOutcome {

    private WireOutcome() {}

    /** The tree for {@code outcome}. */
    public static Map<String, @Nullable Object> toTree(Outcome outcome) {
        Map<String, @Nullable Object> tree = Json.object("name", outcome.name());
        switch (outcome) {
            case Outcome.Returned returned -> {
                tree.put("value", WireValues.toTree(returned.value()));
                tree.put("calls", returned.calls().size());
            }
            case Outcome.Failed(ScriptError error, Usage _) ->
                tree.put(
                        "error",
                        Json.object("type", error.type(), "message", error.message(), "traceback", error.traceback()));
            case Outcome.TimedOut(Duration allowed, Usage _) -> tree.put("allowedNanos", allowed.toNanos());
            case Outcome.LimitExceeded(String limit, String allowed, String used, Usage _) -> {
                tree.put("limit", limit);
                tree.put("allowed", allowed);
                tree.put("used", used);
            }
            case Outcome.Killed(String reason, Usage _) -> tree.put("reason", reason);
            case Outcome.Rejected(String reason) -> tree.put("reason", reason);
            case Outcome.Lost(String reason, Usage _) -> tree.put("reason", reason);
        }
        if (outcome instanceof Outcome.Problem problem) {
            tree.put("message", problem.message());
        }
        tree.put(
                "usage",
                Json.object(
                        "cpuNanos", outcome.usage().cpu().toNanos(),
                        "wallNanos", outcome.usage().wall().toNanos()));
        return tree;
    }

    /** The outcome of {@code tree}. */
    public static Outcome fromTree(JsonFields tree) {
        JsonFields used = tree.object("usage");
        Usage usage = new Usage(Duration.ofNanos(used.number("cpuNanos")), Duration.ofNanos(used.number("wallNanos")));
        return switch (tree.text("name")) {
            case "RETURNED" -> returned(calls(tree.number("calls"), tree.any("value")), usage);
            case "FAILED" -> new Outcome.Failed(error(tree.object("error")), usage);
            case "TIMED_OUT" -> new Outcome.TimedOut(Duration.ofNanos(tree.number("allowedNanos")), usage);
            case "LIMIT_EXCEEDED" ->
                new Outcome.LimitExceeded(tree.text("limit"), tree.text("allowed"), tree.text("used"), usage);
            case "KILLED" -> new Outcome.Killed(tree.text("reason"), usage);
            case "REJECTED" -> new Outcome.Rejected(tree.text("reason"));
            case "LOST" -> new Outcome.Lost(tree.text("reason"), usage);
            default -> throw new BadJsonException("an outcome of an unknown name: " + tree.text("name"));
        };
    }

    @SuppressWarnings("NullAway") // The compiler leaves the annotation out of the record's constructor in class files.
    private static Outcome returned(List<@Nullable Object> calls, Usage usage) {
        return new Outcome.Returned(calls, usage);
    }

    /** What {@link Outcome.Returned#value()} was made from. */
    private static List<@Nullable Object> calls(long count, @Nullable Object tree) {
        List<@Nullable Object> calls = new ArrayList<>();
        if (count == 1) {
            calls.add(value(tree));
        } else if (count > 1) {
            if (!(tree instanceof List<?> trees) || trees.size() != count) {
                throw new BadJsonException("a result: several calls need a list of as many values");
            }
            trees.forEach(one -> calls.add(value(one)));
        }
        return calls;
    }

    private static @Nullable Object value(@Nullable Object tree) {
        return WireValues.fromTree("a result", tree, Integer.MAX_VALUE);
    }

    private static ScriptError error(JsonFields tree) {
        return new ScriptError(tree.text("type"), tree.text("message"), tree.text("traceback"));
    }
}
