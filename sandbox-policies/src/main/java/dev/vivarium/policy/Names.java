package dev.vivarium.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** A set of names, or all names there are. Immutable. */
public sealed interface Names {

    /** How policy files and people call all names. */
    String EVERY = "all";

    /** Whether {@code name} is in it. */
    boolean allow(String name);

    /** Every name. */
    record All() implements Names {
        @Override
        public boolean allow(String name) {
            return true;
        }

        @Override
        public String toString() {
            return EVERY;
        }
    }

    /**
     * These names.
     *
     * @param names sorted
     */
    record Only(Set<String> names) implements Names {
        /** Keeps its own sorted copy. */
        public Only {
            names = Collections.unmodifiableSet(new TreeSet<>(names));
        }

        @Override
        public boolean allow(String name) {
            return names.contains(name);
        }

        @Override
        public String toString() {
            return String.join(", ", names);
        }
    }

    /** Every name. */
    static Names all() {
        return new All();
    }

    /** These names; with none given, none. */
    static Names only(String... names) {
        return new Only(Set.of(names));
    }

    /** These names. */
    static Names only(Collection<String> names) {
        return new Only(Set.copyOf(names));
    }
}
