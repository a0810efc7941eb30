package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A stream of bytes in each direction. Reads and writes wait; one thread may read while another writes. */
interface Duplex extends ByteChannel {

    /**
     * Writes what the peer has room for, which may be nothing, and never waits. For threads that may be interrupted as
     * well; not while another one writes.
     *
     * @return how many bytes were written
     */
    int offer(ByteBuffer source) throws IOException;
}
