package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.Rules;
import org.jspecify.annotations.Nullable;

/** Where runs get their contexts from, and leave them: fresh ones, or those kept for somebody. */
final class Contexts implements AutoCloseable {

    private final ReadyContexts fresh;
    private final KeptContexts kept;

    Contexts(ReadyContexts fresh, KeptContexts kept) {
        this.fresh = fresh;
        this.kept = kept;
    }

    /**
     * A context for one run.
     *
     * @param keptFor for whom it may have been kept; null or nobody yet gets a fresh one
     * @param rules which the run will follow, as the next will most likely
     * @param source the text of its script
     */
    GuestContext take(@Nullable String keptFor, Rules rules, String source) {
        GuestContext waiting = keptFor == null ? null : kept.take(keptFor);
        return waiting == null ? fresh.take(rules, source) : waiting;
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
