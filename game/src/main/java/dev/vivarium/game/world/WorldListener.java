package dev.vivarium.game.world;

/** Hears what happens in the world, on the game's thread, after it has happened. */
public interface WorldListener {

    /** {@code who} has come into {@code room}. */
    default void entered(Character who, Room room) {}

    /** {@code who} has gone out of {@code room}. */
    default void left(Character who, Room room) {}

    /** {@code who} has said something in its room. */
    default void said(Character who, String text) {}

    /** {@code who} has used {@code what}. */
    default void used(Character who, Entity what) {}

    /** {@code what} is no more. */
    default void ended(Entity what) {}
}
