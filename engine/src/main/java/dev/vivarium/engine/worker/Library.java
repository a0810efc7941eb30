package dev.vivarium.engine.worker;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Makes a context import the modules of Python's library out of shared Sources, as library.py says. */
record Library(Source installer, LibrarySources sources) {

    /** For a context that has imported nothing yet. */
    void install(Context context) {
        context.eval(installer);
        ProxyExecutable evaluate = new Guarded(arguments -> evaluate(context, arguments[0].asString()));
        Prelude.take(context.getBindings("python"), "_vivarium_library").executeVoid(evaluate, PythonHome.STDLIB);
    }

    /** The error that ends it at its mark; null if there is no such module. A script may call this with any path. */
    private @Nullable Value evaluate(Context context, String path) {
        Source source = sources.get(path).orElse(null);
        if (source == null) {
            return null;
        }
        try {
            context.eval(source);
            return null;
        } catch (PolyglotException stopped) {
            Value error = stopped.getGuestObject();
            if (error == null || stopped.isCancelled()) {
                throw stopped;
            }
            return error;
        }
    }
}
