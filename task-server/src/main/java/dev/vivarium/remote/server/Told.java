package dev.vivarium.remote.server;

import dev.vivarium.Outcome;

/** What clients may know of an outcome: what a worker's process said last is the server's own matter. */
final class Told {

    /** How the engine begins a rejection whose reason lies in this machine. */
    private static final String NO_WORKER = "no worker can be started";

    private Told() {}

    static Outcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Lost lost -> new Outcome.Lost("its worker was lost", lost.usage());
            case Outcome.Rejected(String reason)
            when reason.startsWith(NO_WORKER) -> new Outcome.Rejected(NO_WORKER + "; the server's log says why");
            default -> outcome;
        };
    }
}
