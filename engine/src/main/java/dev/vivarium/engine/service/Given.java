package dev.vivarium.engine.service;

import dev.vivarium.CapabilityException;
import dev.vivarium.Script;
import dev.vivarium.ScriptFunction;
import dev.vivarium.policy.Limits;
import dev.vivarium.value.Values;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What scripts give along with a request. */
final class Given {

    private Given() {}

    /**
     * {@code value} if it is plain data.
     *
     * @throws CapabilityException if it is not
     */
    static @Nullable Object plain(String what, @Nullable Object value) {
        if (!isPlain(value)) {
            throw new CapabilityException("TypeError", what + " is plain data: no capability, no function");
        }
        return value;
    }

    /**
     * {@code given} if it is there: Java's methods take None for any object.
     *
     * @throws CapabilityException if it is not
     */
    static <T> T there(String what, @Nullable T given) {
        if (given == null) {
            throw new CapabilityException("TypeError", what + " is None");
        }
        return given;
    }

    private static boolean isPlain(@Nullable Object value) {
        try {
            Values.copy("it", value, Limits.DEEPEST_VALUE);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    /** {@code script} with these variables: plain data, and capabilities of the script that gives them. */
    static Script variables(Script script, Map<?, ?> variables) {
        Script given = script;
        for (Map.Entry<?, ?> variable : variables.entrySet()) {
            given = variable(given, String.valueOf(variable.getKey()), variable.getValue());
        }
        return given;
    }

    private static Script variable(Script script, String name, @Nullable Object value) {
        if (value instanceof ScriptFunction) {
            throw new CapabilityException(
                    "TypeError", "variable '" + name + "' is a function, which can't leave its script");
        }
        if (!isPlain(value) && (value instanceof Collection<?> || value instanceof Map<?, ?>)) {
            throw new CapabilityException(
                    "TypeError", "variable '" + name + "' has a capability or function inside a container");
        }
        try {
            return value == null || isPlain(value) ? script.with(name, value) : script.granting(name, value);
        } catch (IllegalArgumentException unfit) {
            throw new CapabilityException("ValueError", String.valueOf(unfit.getMessage()));
        }
    }
}
