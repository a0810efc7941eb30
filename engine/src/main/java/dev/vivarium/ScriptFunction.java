package dev.vivarium;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A Python function that a script has given to a capability. It is called in the script's own context, while the script
 * waits for something (a sleep, an answer, a capability) or after it has ended, one call at a time and in the order in
 * which calls are made.
 *
 * <p>It is valid until the capability's method that got it returns; {@link #keep} makes it valid until {@link #close}.
 * A script that has ended stays in its worker as long as one of its functions is kept, within its policy's limit
 * {@code lifetime}. Safe for use by any thread.
 */
public interface ScriptFunction extends AutoCloseable {

    /**
     * Makes it valid beyond the method that got it.
     *
     * @throws IllegalStateException if that method has returned
     */
    void keep();

    /**
     * Calls it, and returns at once.
     *
     * @param arguments what {@code dev.vivarium.value.Values} can copy, or objects with exported members
     * @return what it returns, as plain data; fails with a {@link ScriptException} if it raises, goes over a limit, or
     *     can't be called any more
     * @throws IllegalArgumentException if an argument can't cross to the script
     */
    CompletionStage<@Nullable Object> call(List<?> arguments, Map<String, ?> keywords);

    /** {@link #call(List, Map)} without keyword arguments. */
    default CompletionStage<@Nullable Object> call(@Nullable Object... arguments) {
        return call(java.util.Arrays.asList(arguments), Map.of());
    }

    /** Whether it can be called. */
    boolean isAlive();

    /** Gives it up; the script may end. Does nothing the second time. */
    @Override
    void close();
}
