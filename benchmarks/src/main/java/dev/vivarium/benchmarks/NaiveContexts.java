package dev.vivarium.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** GraalPy as its documentation shows it: a context for each script. Safe for use by several threads. */
final class NaiveContexts {

    private static final String PYTHON = "python";

    private final @Nullable Engine engine;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    NaiveContexts(boolean sharedEngine) {
        engine = sharedEngine ? Engine.create(PYTHON) : null;
    }

    /** Runs {@code source} in a fresh context and gives what it returned last, as text. */
    String run(String source) {
        StringBuilder returned = new StringBuilder();
        try (Context context = context()) {
            Value globals = context.getBindings(PYTHON);
            globals.putMember(Trivial.VARIABLE, Trivial.GIVEN);
            globals.putMember("_return", (ProxyExecutable) values -> {
                returned.setLength(0);
                returned.append(values[0]);
                return null;
            });
            context.eval(sources.computeIfAbsent(source, text -> Source.create(PYTHON, text)));
        }
        return returned.toString();
    }

    private Context context() {
        Context.Builder builder = Context.newBuilder(PYTHON);
        return engine == null ? builder.build() : builder.engine(engine).build();
    }
}
