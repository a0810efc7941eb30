package dev.vivarium.tests.support;

import dev.vivarium.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that the callbacks of one task were called with. */
public final class Heard {

    private final List<@Nullable Object> values = Collections.synchronizedList(new ArrayList<>());
    private final List<Outcome.Problem> problems = Collections.synchronizedList(new ArrayList<>());

    /** To be given as callback for the value. */
    public void value(@Nullable Object value) {
        values.add(value);
    }

    /** To be given as callback for errors. */
    public void problem(Outcome.Problem problem) {
        problems.add(problem);
    }

    /** The values so far. */
    public List<@Nullable Object> values() {
        return new ArrayList<>(values);
    }

    /** The problems so far. */
    public List<Outcome.Problem> problems() {
        return new ArrayList<>(problems);
    }

    /** How many calls there were of either callback. */
    public int calls() {
        return values.size() + problems.size();
    }
}
