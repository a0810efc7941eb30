package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * One Python context with the prelude in it, for one script. Used by one thread at a time, but for {@link #destroy},
 * which any thread may call.
 */
final class GuestContext {

    /**
     * How the messages begin of what GraalPy reports as errors of its own, though only a wall did its work. A script
     * that ran into one did its worker no harm.
     */
    private static final List<String> REFUSALS = List.of(
            "com.oracle.graal.python.runtime.PosixSupportLibrary$UnsupportedPosixFeatureException:",
            "java.lang.IllegalStateException: Creating threads is not allowed",
            "java.lang.SecurityException:");

    private static final double NANOS_PER_SECOND = 1e9;

    private final Context context;
    private final SwitchedOutput output;
    private final Value globals;
    private final GuestValues values;
    private final Value describe;
    private final Value obey;
    private final Value renew;
    private final Value importAnything;
    private final Asynchronous asynchronous;
    private final GivenFunctions functions;
    private @Nullable Rules obeyed;
    private @Nullable ValueSink sink;
    private @Nullable Outside outside;

    /**
     * Evaluates the prelude in {@code context}.
     *
     * @param later what is evaluated when a script asks for the modules that it makes
     */
    GuestContext(Context context, Source prelude, Source later, SwitchedOutput output) {
        this.context = context;
        this.output = output;
        context.eval(prelude);
        globals = context.getBindings("python");
        asynchronous = new Asynchronous(context, later);
        Value build = Prelude.take(globals, "_vivarium");
        ProxyExecutable emit = new Guarded(this::emit);
        ProxyExecutable waits = new Guarded(this::waits);
        ProxyExecutable invoke = new Guarded(this::invoke);
        ProxyExecutable unpack = new Guarded(asynchronous::unpack);
        Prelude parts = new Prelude(build.execute(emit, waits, invoke, unpack));
        values = new GuestValues(parts.part(Prelude.MAKE));
        describe = parts.part(Prelude.DESCRIBE);
        obey = parts.part(Prelude.OBEY);
        renew = parts.part(Prelude.RENEW);
        importAnything = parts.part(Prelude.IMPORT);
        functions = new GivenFunctions(parts.part(Prelude.CALL_FUNCTION), parts.part(Prelude.FORGET), values);
        asynchronous.tools(parts);
    }

    private @Nullable Object emit(Value... arguments) {
        return sink == null ? null : sink.execute(arguments);
    }

    private @Nullable Object waits(Value... arguments) {
        if (outside != null) {
            outside.sleep(Duration.ofNanos((long) (arguments[0].asDouble() * NANOS_PER_SECOND)));
        }
        return null;
    }

    /** Gives a list whose first item says whether the second is the value, or else class and message of an error. */
    private @Nullable Object invoke(Value... arguments) {
        if (sink == null || outside == null) {
            return null;
        }
        List<Long> given = sink.functions();
        Message.Answer answer =
                outside.call(arguments[0].asLong(), arguments[1].asString(), CallArguments.of(sink.take()));
        functions.settle(given, answer.kept());
        return values.guest(
                switch (answer.reply()) {
                    case Message.Reply.Value(Object value) -> Arrays.asList(true, value);
                    case Message.Reply.Failure(String type, String message) -> List.of(false, type, message);
                });
    }

    /**
     * Runs the script of {@code run} to its end and says how it ended; never throws. A context that was destroyed
     * meanwhile ends as cancelled.
     *
     * @param stdout gets what the script prints
     * @param beyond what the script may wait for
     */
    End evaluate(Run run, Source source, OutputStream stdout, Outside beyond) {
        ValueSink taken = new ValueSink(run.rules().bounds());
        sink = taken;
        outside = beyond;
        output.switchTo(stdout);
        try {
            context.enter();
            try {
                introduce(run);
                if (!evaluated(source)) {
                    asynchronous.startDialogue(run.source(), run.name());
                }
                return new End.Returned(taken.values());
            } finally {
                context.leave();
            }
        } catch (PolyglotException thrown) {
            return end(thrown, run, taken);
        } catch (IllegalStateException closed) {
            return new End.Cancelled();
        }
    }

    /** Gives false if nothing was done, because the script yields at its top level. */
    private boolean evaluated(Source source) {
        try {
            context.eval(source);
            return true;
        } catch (PolyglotException thrown) {
            if (thrown.isSyntaxError() && String.valueOf(thrown.getMessage()).contains("'yield' outside function")) {
                return false;
            }
            throw thrown;
        }
    }

    /** Calls a function that the script gave to the host, and says how that ended; never throws. */
    End call(Message.Invoke invoke, Run run) {
        ValueSink taken = Objects.requireNonNull(sink, "only a script that runs has given a function");
        try {
            functions.call(invoke.function(), invoke.arguments(), invoke.keywords());
            return new End.Returned(Collections.singletonList(taken.takePlain()));
        } catch (PolyglotException thrown) {
            return thrown.isExit() && thrown.getExitStatus() == 0
                    ? new End.Returned(Collections.singletonList(null))
                    : end(thrown, run, taken);
        } catch (IllegalStateException closed) {
            return new End.Cancelled();
        } catch (Unreturnable refused) {
            String message = String.valueOf(refused.getMessage());
            End raised = new End.Raised(refused.type(), message, refused.type() + ": " + message + "\n");
            return limited(raised, run, taken);
        }
    }

    /** The host won't call that function any more. */
    void forget(long function) {
        try {
            functions.forget(function);
        } catch (PolyglotException | IllegalStateException closed) {
            // Then nothing is left to forget.
        }
    }

    /** Whether the host may still call something here. */
    boolean isHeld() {
        return functions.any();
    }

    /** Whether a dialogue goes on that the script began. */
    boolean converses() {
        return asynchronous.converses();
    }

    /** How the script has ended whose dialogues are over: by the first error in one of them, if there was one. */
    End endOfDialogues(Run run) {
        ValueSink taken = Objects.requireNonNull(sink, "only a script that runs has dialogues");
        Value error = asynchronous.failure();
        return error == null ? new End.Returned(taken.values()) : limited(raised(error, run), run, taken);
    }

    private void introduce(Run run) {
        run.variables().forEach((name, value) -> globals.putMember(name, values.guest(value)));
        for (Message.Face known : run.capabilities()) {
            globals.putMember(known.label(), values.guest(known));
        }
        obey(run.rules());
    }

    /** From now on scripts may import what {@code rules} allow. Costs little where that is so already. */
    void obey(Rules rules) {
        if (!rules.equals(obeyed)) {
            obey.execute(rules.policy(), values.guest(allowed(rules.imports())));
            obeyed = rules;
        }
    }

    /** Imports them before any script does, whatever scripts may import; those after one that fails are left out. */
    void importAhead(List<String> modules) {
        try {
            modules.forEach(importAnything::executeVoid);
        } catch (PolyglotException failed) {
            // The script that imports it finds that out, and gets the error.
        }
    }

    private static @Nullable List<String> allowed(Names imports) {
        return switch (imports) {
            case Names.All() -> null;
            case Names.Only(Set<String> names) -> List.copyOf(names);
        };
    }

    private End end(PolyglotException thrown, Run run, ValueSink taken) {
        if (thrown.isCancelled() || thrown.isInterrupted()) {
            return new End.Cancelled();
        }
        if (thrown.isExit()) {
            int status = thrown.getExitStatus();
            return status == 0
                    ? new End.Returned(taken.values())
                    : new End.Raised("SystemExit", Integer.toString(status), "SystemExit: " + status + "\n");
        }
        if (thrown.isInternalError() && REFUSALS.stream().anyMatch(String.valueOf(thrown.getMessage())::startsWith)) {
            return refused();
        }
        if (thrown.isInternalError()) {
            return new End.Broken("the Python runtime failed: " + thrown.getMessage());
        }
        Value raised = thrown.getGuestObject();
        return raised == null ? refused() : limited(raised(raised, run), run, taken);
    }

    /** An error of the script's that a limit is behind is that limit. */
    private static End limited(End end, Run run, ValueSink taken) {
        return end instanceof End.Raised error
                ? tooDeep(error, run)
                        .or(() -> taken.limitBehind(error.message()))
                        .orElse(error)
                : end;
    }

    /** Python's words for the end of the stack, which is as large as the policy says. */
    private static Optional<End> tooDeep(End.Raised error, Run run) {
        boolean endOfStack =
                error.type().equals("RecursionError") && error.message().startsWith("maximum recursion depth exceeded");
        String allowed = new ByteSize(run.rules().bounds().recursionBytes()).toString();
        return endOfStack ? Optional.of(new End.OverLimit(Limits.RECURSION.name(), allowed, "more")) : Optional.empty();
    }

    /** What the runtime refuses with an exception of Java's, a new thread for example, carries no Python exception. */
    private static End refused() {
        String message = "the script asked for something that is not available here";
        return new End.Raised("PermissionError", message, "PermissionError: " + message + "\n");
    }

    private End raised(Value error, Run run) {
        try {
            Value told = describe.execute(error, run.name(), run.source());
            return new End.Raised(text(told, 0), text(told, 1), text(told, 2));
        } catch (PolyglotException again) {
            return again.isCancelled()
                    ? new End.Cancelled()
                    : new End.Raised("Exception", "the error could not be described", "");
        }
    }

    /** Half of a surrogate pair, which Python allows in a str, can't be sent: it becomes a question mark. */
    private static String text(Value told, int index) {
        String text = told.getArrayElement(index).asString();
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Makes the context ready for another run, with new globals; gives whether that went well. */
    boolean renew() {
        sink = null;
        outside = null;
        asynchronous.reset();
        output.switchTo(OutputStream.nullOutputStream());
        try {
            renew.executeVoid();
            return true;
        } catch (PolyglotException | IllegalStateException broken) {
            return false;
        }
    }

    /**
     * Ends the context with all that runs in it, without a last word for its script: no exit handler, no finally. May
     * take long when the script is deep in an operation that can't be interrupted.
     */
    void destroy() {
        output.switchTo(OutputStream.nullOutputStream());
        context.close(true);
    }
}
