package dev.vivarium.game.session;

/** What becomes of a line that was typed. Called by the game's thread. */
@FunctionalInterface
public interface LineTaker {

    /** Takes it, as it was typed. */
    void line(Session session, String text);
}
