package dev.vivarium.engine.link;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames between two sides. One thread may read while another writes; any thread may close, which wakes both.
 */
public interface Transport extends Closeable {

    /**
     * The body of the next frame; blocks. Null if the peer closed after a whole frame.
     *
     * @throws ProtocolException if the peer breaks off in the middle of a frame or announces one of a wrong length
     * @throws IOException if this side closed, or the connection broke
     */
    byte @Nullable [] read() throws IOException;

    /**
     * Writes frames with these bodies, in order, and returns when the peer can read them; blocks.
     *
     * @throws IOException if this side or the peer closed
     */
    void write(List<byte[]> bodies) throws IOException;

    /** Ends both directions; never blocks. What the peer has not read yet it may still read. */
    @Override
    void close();
}
