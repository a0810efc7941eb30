package dev.vivarium.game.session;

/** A connection to somebody, as a session sees it. Nothing here waits. Safe for use by any thread. */
public interface Wire {

    /** Sends text; lines end with line feeds. What can't be kept for a slow reader ends the connection. */
    void send(String text);

    /** Ends it when what was sent before, and {@code farewell}, has gone out. Does nothing the second time. */
    void end(String farewell);

    /** Where it comes from, for limits and logs. */
    String address();
}
