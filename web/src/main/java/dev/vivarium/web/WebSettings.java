package dev.vivarium.web;

import dev.vivarium.TimeSource;
import java.time.Duration;

/**
 * What an operator may choose; immutable.
 *
 * @param host the address to listen on
 * @param port the port, 0 for any
 * @param session for how long a session lasts that is not used
 * @param sessions how many there may be at once; the one unused for longest makes room
 * @param connections how many there may be at once
 * @param wrongTokens how many wrong tokens an address may try within a minute
 * @param time where time comes from
 */
public record WebSettings(
        String host, int port, Duration session, int sessions, int connections, int wrongTokens, TimeSource time) {

    /** Working settings for loopback. */
    public static WebSettings of(int port, TimeSource time) {
        return new WebSettings("127.0.0.1", port, Duration.ofHours(12), 1_000, 1_000, 10, time);
    }

    /** A copy that listens on another address. */
    public WebSettings at(String changed) {
        return new WebSettings(changed, port, session, sessions, connections, wrongTokens, time);
    }
}
