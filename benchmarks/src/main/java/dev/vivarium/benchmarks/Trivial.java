package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.policy.Policy;

/** The script that costs nothing itself: what is measured is the way there and back. */
final class Trivial {

    static final String VARIABLE = "testvar";
    static final long GIVEN = 3;
    static final String SOURCE = "_return(testvar + 5)";
    static final Object EXPECTED = 8L;

    private Trivial() {}

    /** The script under {@code policy}. */
    static Script under(Policy policy) {
        return Script.of(SOURCE).with(VARIABLE, GIVEN).under(policy);
    }
}
