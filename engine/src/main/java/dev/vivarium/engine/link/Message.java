package dev.vivarium.engine.link;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that host and worker ever say to each other. Plain data; the values are those of {@code dev.vivarium.value}. */
public sealed interface Message {

    /** The version of this protocol. Both sides must have the same one. */
    int VERSION = 1;

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
     * @param bounds what the worker enforces
     */
    record Run(long task, String name, String source, Map<String, @Nullable Object> variables, Bounds bounds)
            implements FromHost {}

    /**
     * The limits that a worker enforces on one run; {@link Long#MAX_VALUE} stands for unlimited.
     *
     * @param outputBytes what it may print
     * @param valueBytes encoded size of all it returns
     * @param valueItems number of values and containers in all it returns
     * @param valueDepth nesting of each
     */
    record Bounds(long outputBytes, long valueBytes, long valueItems, int valueDepth) {}

    /** Stop that task, if it has not ended. */
    record Cancel(long task) implements FromHost {}

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

    /** The script's first line is about to run: its clock starts. */
    record Started(long task) implements FromWorker {}

    /** The script waits and leaves the turn to others. */
    record Parked(long task) implements FromWorker {}

    /** The script computes again. */
    record Resumed(long task) implements FromWorker {}

    /** The script printed {@code text}. */
    record Output(long task, String text) implements FromWorker {}

    /**
     * The script is over and its context closed.
     *
     * @param cpuNanos processor time of its thread
     */
    record Finished(long task, End end, long cpuNanos) implements FromWorker {}

    /** The answer to a {@link Ping}. */
    record Pong(long nonce) implements FromWorker {}

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

        /** The runtime itself failed, for {@code reason}: the worker is not to be trusted with another script. */
        record Broken(String reason) implements End {}
    }
}
