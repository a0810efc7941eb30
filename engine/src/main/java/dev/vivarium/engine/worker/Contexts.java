package dev.vivarium.engine.worker;

import org.jspecify.annotations.Nullable;

/** Where runs get their contexts from, and leave them: fresh ones, or those kept for somebody. */
final class Contexts implements AutoCloseable {

    private final ReadyContexts fresh;
    private final KeptContexts kept;

    Contexts(ReadyContexts fresh, KeptContexts kept) {
        this.fresh = fresh;
        this.kept = kept;
    }

    /** A context for one run; a fresh one if {@code keptFor} is null or none is kept for it now. */
    GuestContext take(@Nullable String keptFor) {
        GuestContext waiting = keptFor == null ? null : kept.take(keptFor);
        return waiting == null ? fresh.take() : waiting;
    }

    /** To be called when a run is over. Only {@code good} runs leave a context that anybody uses again. */
    void giveBack(@Nullable String keptFor, GuestContext used, boolean good) {
        if (keptFor != null && good && used.renew()) {
            kept.put(keptFor, used);
        } else {
            used.destroy();
        }
    }

    /** How many fresh ones wait for a script. */
    int ready() {
        return fresh.size();
    }

    /** See {@link ReadyContexts#bytesMade}. */
    long bytesMade() {
        return fresh.bytesMade();
    }

    @Override
    public void close() {
        fresh.close();
        kept.close();
    }
}
