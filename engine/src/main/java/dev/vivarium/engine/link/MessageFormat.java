package dev.vivarium.engine.link;

/** How the messages of one direction are written and read. */
interface MessageFormat<M extends Message> {

    void write(M message, ItemWriter out);

    /** Reads the fields of the message with this tag; the caller enters and leaves the array around them. */
    M read(int tag, ItemReader in) throws ProtocolException;
}
