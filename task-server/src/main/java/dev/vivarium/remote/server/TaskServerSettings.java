package dev.vivarium.remote.server;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a task server is opened with; {@link #of} has defaults that work, and the other methods make changed copies.
 *
 * @param host the address it listens on; only loopback without {@code tls}
 * @param port its port; 0 for any free one
 * @param clients who may use it
 * @param policies those that clients may name, besides that ceilings bound them
 * @param tls empty for plain HTTP
 * @param bounds what one client may take of it
 */
public record TaskServerSettings(
        String host,
        int port,
        List<RemoteClient> clients,
        Map<String, Policy> policies,
        Optional<Tls> tls,
        Bounds bounds) {

    /**
     * A keystore with the server's key and certificate, in PKCS#12.
     *
     * @param keystore the file
     * @param password opens it; shown nowhere
     */
    public record Tls(Path keystore, String password) {
        @Override
        public String toString() {
            return "Tls[" + keystore + "]";
        }
    }

    /**
     * What one client may take.
     *
     * @param maxBody the largest body of a request
     * @param maxStreams streams that a client has open at a time
     * @param maxOpenTasks tasks of a client that have not ended
     * @param maxRequestsPerSecond requests of a client within a second
     * @param maxWrongTokensPerSecond requests without a valid token, of all who send such together, that are told so
     *     within a second; what comes beyond is refused, and valid tokens are taken all the same
     * @param maxConnections connections of all clients together
     * @param idle how long a connection may be silent in the middle of a request, or not take what is sent to it
     * @param retainMessages messages of a client's tasks that are kept for streams to read and to resume
     */
    public record Bounds(
            ByteSize maxBody,
            int maxStreams,
            int maxOpenTasks,
            int maxRequestsPerSecond,
            int maxWrongTokensPerSecond,
            int maxConnections,
            Duration idle,
            int retainMessages) {

        /** The defaults. */
        public static final Bounds DEFAULT =
                new Bounds(ByteSize.mib(1), 4, 1_000, 200, 20, 256, Duration.ofSeconds(30), 10_000);

        /** Refuses what is not positive. */
        public Bounds {
            require("maxBody", maxBody.bytes());
            require("maxStreams", maxStreams);
            require("maxOpenTasks", maxOpenTasks);
            require("maxRequestsPerSecond", maxRequestsPerSecond);
            require("maxWrongTokensPerSecond", maxWrongTokensPerSecond);
            require("maxConnections", maxConnections);
            require("idle", idle.toMillis());
            require("retainMessages", retainMessages);
        }

        private static void require(String setting, long given) {
            if (given < 1) {
                throw new IllegalArgumentException(setting + " must be positive, not " + given);
            }
        }
    }

    /** Keeps its own copies, and refuses two clients with one name or one token. */
    public TaskServerSettings {
        clients = List.copyOf(clients);
        policies = Map.copyOf(policies);
        requireDistinct("name", clients, RemoteClient::name);
        requireDistinct("token", clients, RemoteClient::tokenHash);
    }

    private static void requireDistinct(String what, List<RemoteClient> clients, Function<RemoteClient, String> part) {
        if (clients.stream().map(part).distinct().count() < clients.size()) {
            throw new IllegalArgumentException("clients: two of them have the same " + what);
        }
    }

    /** On any free port of 127.0.0.1, with the preset policies. */
    public static TaskServerSettings of(List<RemoteClient> clients) {
        return new TaskServerSettings("127.0.0.1", 0, clients, presets(), Optional.empty(), Bounds.DEFAULT);
    }

    /** The presets by name. */
    public static Map<String, Policy> presets() {
        Map<String, Policy> presets = new LinkedHashMap<>();
        Presets.all().forEach(preset -> presets.put(preset.name(), preset));
        return presets;
    }

    /** A copy that listens elsewhere. */
    public TaskServerSettings at(String changedHost, int changedPort) {
        return new TaskServerSettings(changedHost, changedPort, clients, policies, tls, bounds);
    }

    /** A copy with other policies to be named. */
    public TaskServerSettings with(Map<String, Policy> changed) {
        return new TaskServerSettings(host, port, clients, changed, tls, bounds);
    }

    /** A copy that speaks TLS. */
    public TaskServerSettings with(Tls changed) {
        return new TaskServerSettings(host, port, clients, policies, Optional.of(changed), bounds);
    }

    /** A copy with other bounds. */
    public TaskServerSettings with(Bounds changed) {
        return new TaskServerSettings(host, port, clients, policies, tls, changed);
    }
}
