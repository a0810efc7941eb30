package dev.vivarium.benchmarks;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** The other ways to run scripts that are measured. */
@SuppressWarnings("ImmutableEnumChecker") // The functions are lambdas that hold nothing but a title.
enum PeerKind {
    /** What most embedders begin with: processes that stay, and each script in a new dict. No sandbox. */
    CPYTHON_POOL("cpython-pool", CPython::whyNot, title -> CPythonPool.open(title, ScriptThroughput.LANES)),

    /** A Python process for each script. No sandbox. */
    CPYTHON_PROCESS(
            "cpython-process",
            CPython::whyNot,
            title -> new ProcessPerRun(title, CPython.find().bare())),

    /** The same behind namespaces. */
    BUBBLEWRAP(
            "bubblewrap",
            () -> CPython.whyNot().or(Bubblewrap::whyNot),
            title -> new ProcessPerRun(title, Bubblewrap.around(CPython.find()))),

    /** GraalPy with an engine for all contexts, in a JVM of its own. */
    GRAALPY_SHARED_ENGINE("graalpy-shared-engine", Optional::empty, title -> NaivePeer.open(title, true)),

    /** GraalPy with an engine for each context, in a JVM of its own. */
    GRAALPY_OWN_ENGINE("graalpy-own-engine", Optional::empty, title -> NaivePeer.open(title, false)),

    /** V8 with an isolate for each script. JavaScript. */
    ISOLATED_VM("isolated-vm"),

    /** An interpreter in WebAssembly, with a runtime and a context of it for each script. JavaScript. */
    QUICKJS("quickjs-emscripten"),

    /** CPython in WebAssembly: one interpreter, and each script in a new dict. No sandbox between scripts. */
    PYODIDE("pyodide");

    private final String title;
    private final Supplier<Optional<String>> obstacle;
    private final Opener opener;

    PeerKind(String title, Supplier<Optional<String>> obstacle, Opener opener) {
        this.title = title;
        this.obstacle = obstacle;
        this.opener = opener;
    }

    /** @param npm a package for Node.js that the driver of {@link NodePeer} knows */
    PeerKind(String npm) {
        this(npm, () -> NodePeer.whyNot(npm), title -> NodePeer.open(title, ScriptThroughput.LANES));
    }

    /** How a peer is started. */
    @FunctionalInterface
    private interface Opener {
        Peer open(String title) throws IOException;
    }

    /** What it is called in reports. */
    String title() {
        return title;
    }

    /** Why it can't be measured here, or empty if it can. */
    Optional<String> whyNot() {
        return obstacle.get();
    }

    /** Starts it. */
    Peer open() throws IOException {
        return opener.open(title);
    }
}
