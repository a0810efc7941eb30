package dev.vivarium.game.world;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a character may do; each role may do all that those before it may. */
public enum Role {
    /** Plays. */
    PLAYER,
    /** Makes rooms and things. */
    BUILDER,
    /** Runs the game. */
    ADMIN;

    /** Whether this role is enough where {@code needed} is asked for. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** In small letters, as people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that people write so. */
    public static Optional<Role> of(String word) {
        return Stream.of(values())
                .filter(role -> role.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
