package dev.vivarium.engine.service;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.OverBoundsException;
import dev.vivarium.engine.link.ValueBudget;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import org.jspecify.annotations.Nullable;

/** How large values are that came from a script. */
public final class Sizes {

    private static final Bounds WIDEST = Bounds.of(Limits.widest());

    private Sizes() {}

    /** The bytes that the link would carry for {@code value}, which is plain data: about what it keeps of the heap. */
    public static long of(@Nullable Object value) {
        ValueBudget budget = new ValueBudget(WIDEST);
        try {
            budget.charge(value);
            return budget.bytes();
        } catch (OverBoundsException tooLarge) {
            return Limits.widest().of(Limits.VALUES).most().map(ByteSize::bytes).orElse(Long.MAX_VALUE);
        }
    }
}
