package dev.vivarium.game.telnet;

import java.time.Duration;

/**
 * What strangers may do to the server.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any that is free
 * @param mostConnections at one time, in all
 * @param mostPerAddress at one time, from one address
 * @param longestLine in bytes, without its end
 * @param mostUnread bytes that wait for a reader before it is dropped
 * @param idle how long a connection may be silent
 */
public record TelnetSettings(
        String host,
        int port,
        int mostConnections,
        int mostPerAddress,
        int longestLine,
        int mostUnread,
        Duration idle) {

    /** Loopback alone, and room for a few hundred. */
    public static TelnetSettings standard() {
        return new TelnetSettings("127.0.0.1", 4000, 500, 20, 16 * 1024, 256 * 1024, Duration.ofHours(2));
    }

    /** A copy with another address. */
    public TelnetSettings at(String changedHost, int changedPort) {
        return new TelnetSettings(
                changedHost, changedPort, mostConnections, mostPerAddress, longestLine, mostUnread, idle);
    }

    /** A copy with other numbers of connections. */
    public TelnetSettings connections(int most, int perAddress) {
        return new TelnetSettings(host, port, most, perAddress, longestLine, mostUnread, idle);
    }

    /** A copy with another limit on silence. */
    public TelnetSettings idle(Duration changed) {
        return new TelnetSettings(host, port, mostConnections, mostPerAddress, longestLine, mostUnread, changed);
    }
}
