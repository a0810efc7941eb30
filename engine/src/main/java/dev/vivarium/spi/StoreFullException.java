package dev.vivarium.spi;

import dev.vivarium.spi.DelayStore.Bound;

/** One more delay would be too many, or too large. Nothing was stored. */
public final class StoreFullException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final Bound bound;

    /** Of this bound. */
    public StoreFullException(Bound bound) {
        super(bound.problem());
        this.bound = bound;
    }

    /** Which bound that is. */
    public Bound bound() {
        return bound;
    }
}
