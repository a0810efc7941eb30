package dev.vivarium.game.world;

/** Who hears what a character is told: a session. */
@FunctionalInterface
public interface Ear {

    /** Hears it; lines end with line feeds. Called by the game's thread, must not wait. */
    void hear(String text);
}
