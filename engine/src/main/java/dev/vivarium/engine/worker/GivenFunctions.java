package dev.vivarium.engine.worker;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The functions of one context that its host may call, by number. Used by the script's thread alone. */
final class GivenFunctions {

    private final Value call;
    private final Value forget;
    private final GuestValues values;
    private final Set<Long> kept = new HashSet<>();

    /** What was given up before the answer came that keeps it: the two may overtake each other. */
    private final Set<Long> givenUp = new HashSet<>();

    GivenFunctions(Value call, Value forget, GuestValues values) {
        this.call = call;
        this.forget = forget;
        this.values = values;
    }

    /** A call to the host is over: of the functions {@code given} with it, those that it has not {@code kept} go. */
    void settle(List<Long> given, List<Long> chosen) {
        for (Long function : given) {
            if (chosen.contains(function) && !givenUp.remove(function)) {
                kept.add(function);
            } else {
                forget.executeVoid(function);
            }
        }
    }

    void forget(long function) {
        if (kept.remove(function)) {
            forget.executeVoid(function);
        } else {
            givenUp.add(function);
        }
    }

    boolean any() {
        return !kept.isEmpty();
    }

    /** What it returns is in the sink afterwards. */
    void call(long function, List<@Nullable Object> arguments, Map<String, @Nullable Object> keywords) {
        call.executeVoid(function, values.guest(arguments), values.guest(keywords));
    }
}
