package dev.vivarium.engine.link;

/**
 * Hears what comes over a link, on the link's reader thread: while it works, nothing more is read.
 *
 * @param <I> what this side hears
 */
public interface Receiver<I extends Message> {

    /** A message came, in the order it was sent. An exception closes the link. */
    void message(I message);

    /** The link ended; called exactly once, after the last message. */
    void closed(String reason);
}
