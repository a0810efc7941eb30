package dev.vivarium.engine.service;

import dev.vivarium.CapabilityException;
import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptError;
import dev.vivarium.ScriptException;
import dev.vivarium.ScriptFunction;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.engine.capability.GivenFunction;
import dev.vivarium.engine.delay.Delays;
import dev.vivarium.engine.dialog.Answer;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.value.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host as one script sees it; asynchronous.py calls the methods by name. A script may call them too, with anything:
 * each sees to it that the script can do no more than asynchronous.py would. Called on threads of its own.
 */
public final class ScriptServices {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptServices.class);

    /** A century; what is longer would not fit a clock's nanoseconds. */
    private static final double LONGEST_SECONDS = 100 * 365 * 86_400.0;

    private static final int LONGEST_NAME = 100;

    /** In characters. Questions are for people. */
    private static final int LONGEST_QUESTION = 10_000;

    /** A script that fails again and again fills nobody's log. */
    private static final int MOST_LOGGED = 10;

    private final HostTask task;
    private final Account account;
    private final Nested nested;
    private final Function<String, Optional<Policy>> offered;
    private final Delays delays;
    private final TimeSource time;
    private final Map<Long, HostTask> children = new ConcurrentHashMap<>();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger logged = new AtomicInteger();

    /**
     * Those of {@code task}.
     *
     * @param account what it shares with the scripts that it starts
     * @param offered the policies that these may name
     */
    public ScriptServices(
            HostTask task,
            Account account,
            Nested nested,
            Function<String, Optional<Policy>> offered,
            Delays delays,
            TimeSource time) {
        this.task = task;
        this.account = account;
        this.nested = nested;
        this.offered = offered;
        this.delays = delays;
        this.time = time;
    }

    // ---- events -------------------------------------------------------------------------------------------------

    /** Reports an event; comes to its end when there is room for it. */
    @HostAccess.Export
    public CompletionStage<@Nullable Void> emit(String name, @Nullable Object value) {
        Limit<Integer> most = task.script().policy().limits().of(Limits.EVENTS);
        if (!most.allows(events.incrementAndGet())) {
            throw Refusal.of(task, Limits.EVENTS, "too many events");
        }
        Object plain = Given.plain("the value of an event", value);
        return task.emit(cut(name), plain, Sizes.of(plain));
    }

    // ---- dialogues ----------------------------------------------------------------------------------------------

    /** Asks, and comes to its end with the answer. */
    @HostAccess.Export
    public CompletionStage<Tuple> ask(String text) {
        CompletableFuture<Tuple> answered = new CompletableFuture<>();
        ask(text, answer -> answered.complete(told(answer)));
        return answered;
    }

    /** Asks, and calls {@code answered} with the answer. */
    @HostAccess.Export
    public void askLater(String text, ScriptFunction answered) {
        keep(answered);
        try {
            ask(
                    text,
                    answer -> callOnce(
                            "a dialogue", answered, () -> {}, told(answer).toArray()));
        } catch (CapabilityException refused) {
            answered.close();
            throw refused;
        }
    }

    private void ask(@Nullable String given, Consumer<Answer> end) {
        String text = Given.there("the question", given);
        if (text.length() > LONGEST_QUESTION) {
            throw new CapabilityException(
                    "ValueError", "a question has at most " + LONGEST_QUESTION + " characters, not " + text.length());
        }
        Runnable over = account.begin(task);
        Optional<Duration> patience =
                task.script().policy().limits().of(Limits.ANSWER).most();
        task.asked().ask(text, patience, time, answer -> {
            over.run();
            if (answer.kind() == Answer.Kind.EXPIRED) {
                Refusal.strike(task, Limits.ANSWER);
            }
            end.accept(answer);
        });
    }

    private static Tuple told(Answer answer) {
        return Tuple.of(answer.kind().word, answer.text());
    }

    // ---- nested runs --------------------------------------------------------------------------------------------

    /**
     * Starts a script on the account of this one's owner.
     *
     * @param policy the name of its policy; null for this script's own
     * @param problem called if it ends badly; null if nobody wants to know
     * @return its number
     */
    @HostAccess.Export
    public long run(
            String source,
            @Nullable String policy,
            Map<?, ?> variables,
            @Nullable ScriptFunction callback,
            @Nullable ScriptFunction problem) {
        // Before there is a task, which nothing would ever end.
        ScriptFunction returned = Given.there("the callback", callback);
        Policy own = task.script().policy();
        Policy under = policy == null ? own : new OwnPolicies(own, offered).named(policy);
        Script script = Given.variables(
                Script.of(source)
                        .named(task.script().name())
                        .ownedBy(task.script().owner())
                        .under(under),
                variables);
        Runnable over = account.begin(task);
        Nested.Started child = nested.start(task, script, account);
        keep(returned);
        if (problem != null) {
            keep(problem);
        }
        child.task().onReturn(value -> {
            close(problem);
            callOnce("at_return", returned, over, value);
        });
        if (problem == null) {
            child.task().completion().thenAccept(outcome -> {
                if (outcome instanceof Outcome.Problem) {
                    over.run();
                    returned.close();
                }
            });
        } else {
            child.task().onError(why -> {
                returned.close();
                callOnce("at_err", problem, over, told(why));
            });
        }
        children.put(child.task().id().number(), child.task());
        child.task()
                .completion()
                .thenRun(() -> children.remove(child.task().id().number()));
        task.startedNested(child.task());
        child.begin().run();
        return child.task().id().number();
    }

    private static Object[] told(Outcome.Problem why) {
        return why instanceof Outcome.Failed(ScriptError error, Usage _)
                ? new Object[] {why.name(), error.type(), error.message(), error.traceback()}
                : new Object[] {why.name(), "", why.message(), ""};
    }

    /** Ends one of this script's nested runs; false if it had ended. */
    @HostAccess.Export
    public boolean killRun(long id) {
        HostTask child = children.get(id);
        return child != null && child.kill();
    }

    private static void close(@Nullable ScriptFunction function) {
        if (function != null) {
            function.close();
        }
    }

    // ---- delays -------------------------------------------------------------------------------------------------

    /** Calls {@code function} later; nobody can see or stop that. */
    @HostAccess.Export
    public void soon(double seconds, ScriptFunction function) {
        if (seconds == 0) {
            // Without a clock, so that it is on its way when the script goes on.
            Runnable over = account.begin(task);
            keep(function);
            callOnce("a step", function, over);
        } else {
            add(seconds, function, "a step");
        }
    }

    /** Calls {@code function} later, and gives the number of the delay. */
    @HostAccess.Export
    public long delay(double seconds, ScriptFunction function, String name) {
        return add(seconds, function, cut(name)).id();
    }

    private static Duration duration(double seconds) {
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new CapabilityException("ValueError", "a delay is from 0 seconds to a hundred years long");
        }
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private Delay add(double seconds, ScriptFunction function, String name) {
        Duration wait = duration(seconds);
        Runnable over = account.begin(task);
        // What is due and has not been called still counts: a script that never waits is called back by nobody.
        AtomicBoolean called = new AtomicBoolean();
        CompletableFuture<Delay> made = new CompletableFuture<>();
        ((GivenFunction) function).onLost(_ -> made.thenAccept(Delay::remove));
        keep(function);
        Delays.Action action = () -> {
            called.set(true);
            return report(name, function.call()).whenComplete((_, _) -> over.run());
        };
        made.complete(delays.add(task.script().owner(), name, wait, action, () -> {
            if (!called.get()) {
                over.run();
            }
            function.close();
        }));
        return made.join();
    }

    /** Its source and its name. */
    @HostAccess.Export
    public Tuple script() {
        return Tuple.of(task.script().source(), task.script().name());
    }

    /**
     * Stores that a script shall run later under this one's policy, on its owner's account.
     *
     * @param name what people are shown; empty for this script's own name
     * @return its number
     */
    @HostAccess.Export
    public long store(double seconds, String source, Map<?, ?> variables, String name) {
        Duration wait = duration(seconds);
        Script script = Given.variables(
                Script.of(Given.there("the source", source))
                        .named(task.script().name())
                        .ownedBy(task.script().owner())
                        .under(task.script().policy()),
                variables);
        return Storing.of(task, delays).store(wait, script, cut(Given.there("the name", name)));
    }

    /** Tells something of a delay of this script's owner; false for one that does not exist. */
    @HostAccess.Export
    public boolean delayIs(long id, String what) {
        return known(id)
                .map(delay -> switch (what) {
                    case "exists" -> delay.exists();
                    case "active" -> delay.isActive();
                    case "called" -> delay.isCalled();
                    case "paused" -> delay.isPaused();
                    default -> throw new CapabilityException("ValueError", "a delay is not '" + cut(what) + "'");
                })
                .orElse(false);
    }

    /** Does something to a delay of this script's owner; false if there was nothing to do. */
    @HostAccess.Export
    public boolean delayDo(long id, String what) {
        return known(id)
                .map(delay -> switch (what) {
                    case "cancel" -> delay.cancel();
                    case "remove" -> delay.remove();
                    case "pause" -> delay.pause();
                    case "unpause" -> delay.unpause();
                    case "call" -> delay.call();
                    case "do" -> delays.done(delay) || delay.doNow();
                    default -> throw new CapabilityException("ValueError", "a delay can't '" + cut(what) + "'");
                })
                .orElse(false);
    }

    private Optional<Delay> known(long id) {
        return delays.find(id)
                .filter(delay -> delay.owner().equals(task.script().owner()));
    }

    // ---- helpers ------------------------------------------------------------------------------------------------

    /** What runs later never runs in the middle of something else: so a script's author need not think of it. */
    private static void keep(ScriptFunction function) {
        ((GivenFunction) function).waitForItsTurn();
        function.keep();
    }

    private void callOnce(String what, ScriptFunction function, Runnable over, @Nullable Object... arguments) {
        report(what, function.call(arguments)).whenComplete((_, _) -> over.run());
        // Behind the call: the script may leave after it.
        function.close();
    }

    /** Nobody else hears of an error in what a script has left behind. */
    private CompletionStage<@Nullable Object> report(String what, CompletionStage<@Nullable Object> result) {
        return result.whenComplete((_, thrown) -> {
            Throwable cause = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
            if (cause instanceof ScriptException failed && !(failed.problem() instanceof Outcome.Killed)) {
                log(what, failed.problem());
            }
        });
    }

    private void log(String what, Outcome.Problem problem) {
        int number = logged.incrementAndGet();
        if (number <= MOST_LOGGED) {
            LOG.warn(
                    "task {} ({}, owner {}): {}: {} (line {} of at most {} for this task)",
                    task.id(),
                    task.script().name(),
                    task.script().owner(),
                    what,
                    problem.message(),
                    number,
                    MOST_LOGGED);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }
}
