package dev.vivarium.benchmarks;

import java.io.IOException;
import java.util.Optional;

/** The other ways to run Python that are measured. */
enum PeerKind {
    /** What most embedders begin with: processes that stay, and each script in a new dict. No sandbox. */
    CPYTHON_POOL("cpython-pool") {
        @Override
        Optional<String> whyNot() {
            return CPython.whyNot();
        }

        @Override
        Peer open() throws IOException {
            return CPythonPool.open(title(), ScriptThroughput.LANES);
        }
    },

    /** A Python process for each script. No sandbox. */
    CPYTHON_PROCESS("cpython-process") {
        @Override
        Optional<String> whyNot() {
            return CPython.whyNot();
        }

        @Override
        Peer open() throws IOException {
            return new ProcessPerRun(title(), CPython.find().bare());
        }
    },

    /** The same behind namespaces. */
    BUBBLEWRAP("bubblewrap") {
        @Override
        Optional<String> whyNot() {
            return CPython.whyNot().or(Bubblewrap::whyNot);
        }

        @Override
        Peer open() throws IOException {
            return new ProcessPerRun(title(), Bubblewrap.around(CPython.find()));
        }
    },

    /** GraalPy with an engine for all contexts, in a JVM of its own. */
    GRAALPY_SHARED_ENGINE("graalpy-shared-engine") {
        @Override
        Optional<String> whyNot() {
            return Optional.empty();
        }

        @Override
        Peer open() throws IOException {
            return NaivePeer.open(title(), true);
        }
    },

    /** GraalPy with an engine for each context, in a JVM of its own. */
    GRAALPY_OWN_ENGINE("graalpy-own-engine") {
        @Override
        Optional<String> whyNot() {
            return Optional.empty();
        }

        @Override
        Peer open() throws IOException {
            return NaivePeer.open(title(), false);
        }
    };

    private final String title;

    PeerKind(String title) {
        this.title = title;
    }

    /** What it is called in reports. */
    String title() {
        return title;
    }

    /** Why it can't be measured here, or empty if it can. */
    abstract Optional<String> whyNot();

    /** Starts it. */
    abstract Peer open() throws IOException;
}
