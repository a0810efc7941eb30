package dev.vivarium.remote.server;

import dev.vivarium.remote.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that becomes of one client's tasks, in one order. The last messages are kept; each stream reads at its own place
 * among them. A writer waits for a stream that is behind, for some seconds; then that stream is over. Safe for use by any
 * thread.
 */
final class Hub {

    /** Ticks for which writers wait for a stream that does not read. */
    static final int PATIENCE = 20;

    /** Ticks for which the end waits for streams that do not read. */
    static final int PATIENCE_AT_END = 4;

    /** Ticks after which a reader is told that there is nothing to tell: it shall see that the server is there. */
    static final int QUIET = 20;

    private static final long MOST_BYTES = 16L << 20;

    /** Of the heap, for what one stream takes at one go; a single message may be larger. */
    private static final long MOST_TAKEN = 1L << 20;

    private static final String TOO_SLOW =
            "this stream was read too slowly; it can be resumed from the last id that came, if that is still kept";

    private final int most;
    private final int mostStreams;
    private final Deque<Message> kept = new ArrayDeque<>();
    private final List<Stream> streams = new ArrayList<>();
    private long bytes;
    private long last;
    private int writersWaiting;
    private int ticksClosed;
    private boolean closed;

    Hub(int most, int mostStreams) {
        this.most = most;
        this.mostStreams = mostStreams;
    }

    /** Adds a message; waits while a stream that may still read on is so far behind that it would miss one. */
    void publish(String kind, Map<String, @Nullable Object> data) {
        add(kind, Json.write(data));
    }

    private synchronized void add(String kind, String data) {
        Message message = new Message(last + 1, kind, data);
        while (isFull(message)) {
            awaitReaders();
            dropOldest();
        }
        kept.add(new Message(++last, kind, data));
        bytes += message.bytes();
        notifyAll();
    }

    private boolean isFull(Message more) {
        return !kept.isEmpty() && (kept.size() >= most || bytes + more.bytes() > MOST_BYTES);
    }

    private long firstKept() {
        return last + 1 - kept.size();
    }

    private synchronized void awaitReaders() {
        writersWaiting++;
        try {
            while (!closed && streams.stream().anyMatch(this::needsOldest)) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            // Then it does not wait, and streams that are behind are over.
            Thread.currentThread().interrupt();
        } finally {
            writersWaiting--;
        }
    }

    private boolean needsOldest(Stream stream) {
        return stream.closed == null && stream.next <= firstKept();
    }

    private void dropOldest() {
        if (kept.isEmpty()) {
            return; // Another writer has waited, too, and was first.
        }
        streams.stream().filter(this::needsOldest).forEach(stream -> stream.closed = TOO_SLOW);
        bytes -= kept.remove().bytes();
    }

    /**
     * A new reader.
     *
     * @param after the last message that it knows; null to begin with what comes now
     */
    synchronized Stream open(@Nullable Long after) {
        if (closed) {
            throw new Refused(503, "the server closes");
        }
        if (streams.size() >= mostStreams) {
            throw new Refused(429, "more than " + mostStreams + " streams at a time (setting maxStreams)");
        }
        if (after != null && (after < firstKept() - 1 || after > last)) {
            throw new Refused(
                    410,
                    "what came after message " + after
                            + " is not kept any more (setting retainMessages); begin anew without Last-Event-ID");
        }
        Stream stream = new Stream(after == null ? last + 1 : after + 1);
        streams.add(stream);
        return stream;
    }

    /** The next messages; empty after some ticks in which there was none. */
    synchronized List<Message> take(Stream stream) throws InterruptedException {
        stream.quiet = 0;
        while (stream.next > last && stream.closed == null && !closed && stream.quiet < QUIET) {
            wait();
        }
        if (stream.closed != null || closed) {
            return List.of();
        }
        List<Message> taken = new ArrayList<>();
        long size = 0;
        for (Message message : kept) {
            if (message.id() < stream.next) {
                continue;
            }
            size += message.bytes();
            if (size > MOST_TAKEN && !taken.isEmpty()) {
                break;
            }
            taken.add(message);
            stream.next = message.id() + 1;
        }
        stream.behind = 0;
        notifyAll();
        return taken;
    }

    /** Why the stream is over; null if it is not. */
    synchronized @Nullable String whyClosed(Stream stream) {
        return closed ? "the server closes" : stream.closed;
    }

    synchronized void leave(Stream stream) {
        streams.remove(stream);
        notifyAll();
    }

    /** A quarter of a second is over. */
    synchronized void tick() {
        ticksClosed += closed ? 1 : 0;
        for (Stream stream : streams) {
            stream.quiet++;
            stream.behind = writersWaiting > 0 && needsOldest(stream) ? stream.behind + 1 : 0;
            if (stream.behind > PATIENCE) {
                // It is counted until its thread, which may be stuck in a write for a while, has left.
                stream.closed = TOO_SLOW;
            }
        }
        notifyAll();
    }

    /** Ends all streams; their threads still have to say so. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until all streams have left, for some ticks. After {@link #close}. */
    synchronized void awaitLeft() {
        try {
            while (!streams.isEmpty() && ticksClosed < PATIENCE_AT_END) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
