package dev.vivarium.engine.link;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that host and worker ever say to each other. Plain data; the values are those of {@code dev.vivarium.value}. */
public sealed interface Message {

    /** The version of this protocol. Both sides must have the same one. */
    int VERSION = 7;

    /** What the host says. */
    sealed interface FromHost extends Message {}

    /** What a worker says. All of it is checked by the host: a worker runs hostile code. */
    sealed interface FromWorker extends Message {}

    /** The host accepts the worker's {@link Hello}. */
    record Welcome() implements FromHost {}

    /**
     * Run a script.
     *
     * @param task the host's number for it
     * @param name the file name in tracebacks
     * @param source the Python source
     * @param variables its globals
     * @param capabilities host objects among its globals
     * @param rules what the worker enforces
     * @param keptFor whose context it runs in, if that is kept from run to run; null for a fresh one
     */
    record Run(
            long task,
            String name,
            String source,
            Map<String, @Nullable Object> variables,
            List<Face> capabilities,
            Rules rules,
            @Nullable String keptFor)
            implements FromHost {

        /** A run in a fresh context. */
        public Run(
                long task,
                String name,
                String source,
                Map<String, @Nullable Object> variables,
                List<Face> capabilities,
                Rules rules) {
            this(task, name, source, variables, capabilities, rules, null);
        }
    }

    /**
     * What a script may see of a host object. Among the values that go to a script it stands for the object.
     *
     * @param object the host's number for it, unique within the task
     * @param label what the script is told that it is; for one of a run's capabilities, its variable
     * @param attributes names that can be read
     * @param methods names that can be called
     */
    record Face(long object, String label, List<String> attributes, List<String> methods) {}

    /** Among the arguments of a {@link Call}: the host object with that number, which the script gives back. */
    record Known(long object) {}

    /** Among the arguments of a {@link Call}: a function of the script, with the worker's number for it. */
    record Function(long function) {}

    /**
     * What of a policy its worker enforces.
     *
     * @param policy its name, for error messages
     * @param bounds the limits
     * @param imports the modules that the script may import
     */
    record Rules(String policy, Bounds bounds, Names imports) {}

    /**
     * The limits that a worker enforces on one run; {@link Long#MAX_VALUE} stands for unlimited.
     *
     * @param outputBytes what it may print
     * @param outputLines how many lines of it
     * @param returns how often it may call {@code _return}
     * @param valueBytes encoded size of all it returns
     * @param valueItems number of values and containers in all it returns
     * @param valueWidth items of one container
     * @param valueDepth nesting of each
     * @param cpuNanos processor time of its thread
     * @param memoryBytes what it keeps
     * @param recursionBytes size of its stack
     */
    record Bounds(
            long outputBytes,
            long outputLines,
            long returns,
            long valueBytes,
            long valueItems,
            long valueWidth,
            int valueDepth,
            long cpuNanos,
            long memoryBytes,
            long recursionBytes) {

        /** What {@code limits} say. */
        public static Bounds of(Limits limits) {
            return new Bounds(
                    bytes(limits.of(Limits.OUTPUT)),
                    count(limits.of(Limits.OUTPUT_LINES)),
                    count(limits.of(Limits.RETURNS)),
                    bytes(limits.of(Limits.VALUES)),
                    count(limits.of(Limits.VALUE_ITEMS)),
                    count(limits.of(Limits.VALUE_WIDTH)),
                    (int) count(limits.of(Limits.VALUE_DEPTH)),
                    limits.of(Limits.CPU).most().map(Duration::toNanos).orElse(Long.MAX_VALUE),
                    bytes(limits.of(Limits.MEMORY)),
                    bytes(limits.of(Limits.RECURSION)));
        }

        private static long bytes(Limit<ByteSize> limit) {
            return limit.most().map(ByteSize::bytes).orElse(Long.MAX_VALUE);
        }

        private static long count(Limit<Integer> limit) {
            return limit.most().map(Integer::longValue).orElse(Long.MAX_VALUE);
        }
    }

    /**
     * The answer to a {@link Call}.
     *
     * @param call the number of the call
     * @param kept those functions among the arguments that the host will call later; the others are forgotten
     */
    record Answer(long task, long call, List<Long> kept, Reply reply) implements FromHost {

        /** An answer that keeps none of the functions. */
        public Answer(long task, long call, Reply reply) {
            this(task, call, List.of(), reply);
        }
    }

    /**
     * Call a function that a script gave to the host, as soon as the script waits for something.
     *
     * @param patient whether that must be for the host alone, with nothing under way: see {@link Parked}
     * @param number the host's number for this call, unique within the task
     * @param function the worker's number for the function
     */
    record Invoke(
            long task,
            boolean patient,
            long number,
            long function,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> keywords)
            implements FromHost {}

    /**
     * A function that the host has kept will not be called again. A script that has ended leaves with the last one.
     *
     * @param patient as in its {@link Invoke}, behind which this must not come to be done
     */
    record Forget(long task, boolean patient, long function) implements FromHost {}

    /** What became of a call to a capability. */
    sealed interface Reply {

        /** It gave {@code value}. */
        record Value(@Nullable Object value) implements Reply {}

        /** It failed; {@code type} is a builtin exception class of Python. */
        record Failure(String type, String message) implements Reply {}
    }

    /** Stop that task, if it has not ended. */
    record Cancel(long task) implements FromHost {}

    /** Give that task back if its script has not begun, with {@link Recalled}; else go on with it and say nothing. */
    record Recall(long task) implements FromHost {}

    /** Answer with a {@link Pong} that carries {@code nonce}. */
    record Ping(long nonce) implements FromHost {}

    /** End the process: no more scripts will come. */
    record Shutdown() implements FromHost {}

    /**
     * A worker's first message.
     *
     * @param version {@link #VERSION} of the worker
     * @param token proof that it is the process the host started
     */
    record Hello(int version, String token) implements FromWorker {}

    /**
     * The worker is confined and warm: it takes scripts from now on.
     *
     * @param walls what confines it, one phrase each, for logs
     */
    record Ready(List<String> walls) implements FromWorker {}

    /**
     * The script's first line is about to run: its clock starts.
     *
     * @param thread the kernel's number of its thread, by which the host may hold it back; 0 for none
     */
    record Started(long task, long thread) implements FromWorker {

        /** One whose thread can't be held back. */
        public Started(long task) {
            this(task, 0);
        }
    }

    /** The answer to a {@link Recall}: nothing of the script has run here, and nothing will. */
    record Recalled(long task) implements FromWorker {}

    /**
     * The script waits and leaves the turn to others.
     *
     * @param idle whether nothing of it is under way: it has run to its end, and waits to be called
     */
    record Parked(long task, boolean idle) implements FromWorker {

        /** One that waits in the middle of something. */
        public Parked(long task) {
            this(task, false);
        }
    }

    /** The script computes again. */
    record Resumed(long task) implements FromWorker {}

    /**
     * The script uses a capability and waits for the {@link Answer}.
     *
     * @param call the worker's number for it, unique within the task
     * @param object the number in the {@link Face} it was given; 0 for what every script may ask of its host
     * @param member which attribute or method
     * @param arguments null to read an attribute
     */
    record Call(
            long task,
            long call,
            long object,
            String member,
            @Nullable List<@Nullable Object> arguments,
            Map<String, @Nullable Object> keywords)
            implements FromWorker {}

    /**
     * The script went over a limit that the worker watches, and is being stopped. The host sees to it that it ends:
     * only a kill stops what is deep in an operation that can't be interrupted.
     */
    record Exceeded(long task, End.OverLimit limit) implements FromWorker {}

    /** The script printed {@code text}. */
    record Output(long task, String text) implements FromWorker {}

    /**
     * The answer to an {@link Invoke}.
     *
     * @param end how the function ended; if it returned, with one value
     */
    record Invoked(long task, long number, End end) implements FromWorker {}

    /**
     * The script is over. Its context is too, unless it stays.
     *
     * @param cpuNanos processor time of its thread
     * @param damage why this worker is not to be trusted with another script, or null if it is
     * @param stays whether its context stays for functions that the host has kept, until {@link Left}
     */
    record Finished(
            long task, End end, long cpuNanos, @Nullable String damage, boolean stays) implements FromWorker {

        /** One whose context is closed. */
        public Finished(long task, End end, long cpuNanos, @Nullable String damage) {
            this(task, end, cpuNanos, damage, false);
        }
    }

    /**
     * A context that stayed is closed.
     *
     * @param end why: cancelled or over a limit, or else returned
     * @param damage as in {@link Finished}
     */
    record Left(long task, End end, @Nullable String damage) implements FromWorker {}

    /**
     * The answer to a {@link Ping}.
     *
     * @param contextsReady how many fresh contexts wait for a script; not negative
     */
    record Pong(long nonce, int contextsReady) implements FromWorker {}

    /** How a script ended, as its worker saw it. */
    sealed interface End {

        /** It ran to its end; {@code values} has one element for each call of {@code _return}. */
        record Returned(List<@Nullable Object> values) implements End {}

        /** It raised. */
        record Raised(String type, String message, String traceback) implements End {}

        /** It went over a limit that the worker enforces. */
        record OverLimit(String limit, String allowed, String used) implements End {}

        /** It was cancelled because the host said so. */
        record Cancelled() implements End {}

        /** The runtime itself failed, for {@code reason}. */
        record Broken(String reason) implements End {}
    }
}
