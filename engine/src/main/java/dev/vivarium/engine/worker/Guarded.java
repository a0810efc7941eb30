package dev.vivarium.engine.worker;

import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * A function of the worker's that the prelude holds. A script that takes the prelude apart may call it with anything;
 * then it gets None, and not an exception of Java's, whose name is none of its business.
 */
record Guarded(ProxyExecutable function) implements ProxyExecutable {

    @Override
    public @Nullable Object execute(Value... arguments) {
        try {
            return function.execute(arguments);
        } catch (ClassCastException
                | UnsupportedOperationException
                | NullPointerException
                | ArithmeticException
                | ArrayIndexOutOfBoundsException odd) {
            return null;
        }
    }
}
