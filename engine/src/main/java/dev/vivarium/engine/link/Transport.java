package dev.vivarium.engine.link;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames between two sides. One thread may read while another writes; any thread may close, which wakes both.
 */
public interface Transport extends Closeable {

    /** The longest body of a frame for {@link #offer}: whoever sends is not to spend time on more. */
    int LONGEST_OFFER = 4 * 1024;

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

    /**
     * Begins to write a short frame, of {@link #LONGEST_OFFER} bytes at most, and never waits; whoever calls this may be
     * interrupted. Not while another thread writes.
     *
     * @return whether all of it is written; what is left goes with the next {@link #write}, before all else
     * @throws IOException if this side or the peer closed
     */
    boolean offer(byte[] body) throws IOException;

    /** Ends both directions; never blocks. What the peer has not read yet it may still read. */
    @Override
    void close();
}
