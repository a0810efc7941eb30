package dev.vivarium.game.world;

import org.jspecify.annotations.Nullable;

/**
 * An entity as it is stored.
 *
 * @param id its number
 * @param kind which class it is
 * @param name what it is called
 * @param description may be empty
 * @param owner the account that made it, or null
 * @param location the number of what it is in, or null
 * @param destination where an exit leads; null for others
 * @param role a character's; null for others
 */
public record EntityRow(
        long id,
        Kind kind,
        String name,
        String description,
        @Nullable String owner,
        @Nullable Long location,
        @Nullable Long destination,
        @Nullable Role role) {

    /** The classes of entities. */
    public enum Kind {
        /** A {@link Room}. */
        ROOM,
        /** An {@link Exit}. */
        EXIT,
        /** A {@link Thing}. */
        THING,
        /** A {@link Character}. */
        CHARACTER
    }
}
