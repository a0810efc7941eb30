package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Run;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
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
    private final Value returnFunction;
    private final GuestValues values;
    private final Value describe;
    private @Nullable ReturnSink returns;
    private Consumer<Duration> pause = _ -> {};

    /** Evaluates the prelude in {@code context}. */
    GuestContext(Context context, Source prelude, SwitchedOutput output) {
        this.context = context;
        this.output = output;
        context.eval(prelude);
        globals = context.getBindings("python");
        Value build = globals.getMember("_vivarium");
        globals.removeMember("_vivarium");
        ProxyExecutable emit = this::emit;
        ProxyExecutable waits = this::waits;
        Value parts = build.execute(emit, waits);
        returnFunction = parts.getArrayElement(0);
        values = new GuestValues(parts.getArrayElement(1));
        describe = parts.getArrayElement(2);
    }

    private @Nullable Object emit(Value... arguments) {
        return returns == null ? null : returns.execute(arguments);
    }

    private @Nullable Object waits(Value... arguments) {
        pause.accept(Duration.ofNanos((long) (arguments[0].asDouble() * NANOS_PER_SECOND)));
        return null;
    }

    /**
     * Runs the script of {@code run} to its end and says how it ended; never throws. A context that was destroyed
     * meanwhile ends as cancelled.
     *
     * @param stdout gets what the script prints
     * @param sleeper makes the script's thread wait
     */
    End evaluate(Run run, Source source, OutputStream stdout, Consumer<Duration> sleeper) {
        ReturnSink sink = new ReturnSink(run.bounds());
        returns = sink;
        pause = sleeper;
        output.switchTo(stdout);
        try {
            context.enter();
            try {
                globals.putMember("_return", returnFunction);
                run.variables().forEach((name, value) -> globals.putMember(name, values.guest(value)));
                context.eval(source);
                return new End.Returned(sink.values());
            } finally {
                context.leave();
            }
        } catch (PolyglotException thrown) {
            return end(thrown, run, sink);
        } catch (IllegalStateException closed) {
            return new End.Cancelled();
        }
    }

    private End end(PolyglotException thrown, Run run, ReturnSink sink) {
        if (thrown.isCancelled() || thrown.isInterrupted()) {
            return new End.Cancelled();
        }
        if (thrown.isExit()) {
            int status = thrown.getExitStatus();
            return status == 0
                    ? new End.Returned(sink.values())
                    : new End.Raised("SystemExit", Integer.toString(status), "SystemExit: " + status + "\n");
        }
        if (thrown.isInternalError() && REFUSALS.stream().anyMatch(String.valueOf(thrown.getMessage())::startsWith)) {
            return refused();
        }
        if (thrown.isInternalError()) {
            return new End.Broken("the Python runtime failed: " + thrown.getMessage());
        }
        Value raised = thrown.getGuestObject();
        return raised == null ? refused() : raised(raised, run);
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

    /**
     * Ends the context with all that runs in it, without a last word for its script: no exit handler, no finally. May
     * take long when the script is deep in an operation that can't be interrupted.
     */
    void destroy() {
        output.switchTo(OutputStream.nullOutputStream());
        context.close(true);
    }
}
