package dev.vivarium.remote.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events, whose lines are bounded. Not safe for use by several threads. */
final class ServerEvents implements AutoCloseable {

    /** Characters of one line; the largest is the outcome with the largest result. */
    private static final int LONGEST_LINE = 256 << 20;

    private final BufferedReader reader;
    private final Runnable heard;

    /** @param heard called with each line, also those that only say that the other side is there */
    ServerEvents(InputStream stream, Runnable heard) {
        reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        this.heard = heard;
    }

    /** One event. */
    record Message(String name, String data) {}

    /** The next event; null at the end of the stream. */
    @Nullable
    Message next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            heard.run();
            if (line.isEmpty() && !data.isEmpty()) {
                return new Message(name, data.toString());
            }
            if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append(line, "data:".length(), line.length());
            }
        }
        return null;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int unit = reader.read(); unit >= 0; unit = reader.read()) {
            if (unit == '\n') {
                return line.toString();
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " characters came");
            }
            line.append((char) unit);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
