package dev.vivarium.console.attack;

import dev.vivarium.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one attack is shown and must not reach: a secret file, an empty directory, a port. */
final class Canaries implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path home;
    private final Path file;
    private final Path directory;
    private final String secret = newSecret();
    private final Set<PosixFilePermission> permissions;
    private final ConnectionLog connections = ConnectionLog.open();

    Canaries() throws IOException {
        home = Files.createTempDirectory("attack");
        file = Files.writeString(home.resolve("secret.txt"), secret + "\n");
        directory = Files.createDirectory(home.resolve("empty"));
        permissions = Files.getPosixFilePermissions(file);
    }

    /** A secret that nobody can guess. */
    static String newSecret() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return "secret" + HexFormat.of().formatHex(bytes);
    }

    Script grantTo(Script script) {
        return script.with("CANARY_FILE", file.toString())
                .with("CANARY_DIR", directory.toString())
                .with("CANARY_PORT", connections.port());
    }

    Secrets secrets(String environment) {
        return new Secrets(Map.of("file", secret, "environment", environment));
    }

    /** What may show although it is the host's. */
    List<String> harmless() {
        return List.of(file.toString(), directory.toString(), home.toString(), Integer.toString(connections.port()));
    }

    int connections() {
        return connections.count();
    }

    /** What has been written here. */
    List<String> changes() throws IOException {
        List<String> changes = new ArrayList<>();
        try (Stream<Path> found = Files.walk(home)) {
            found.filter(path -> !path.equals(home) && !path.equals(file) && !path.equals(directory))
                    .forEach(path -> changes.add("new file " + path));
        }
        if (!Files.isRegularFile(file) || !Files.readString(file).equals(secret + "\n")) {
            changes.add("the secret file is gone or changed");
        } else if (!Files.getPosixFilePermissions(file).equals(permissions)) {
            changes.add("the permissions of the secret file have changed");
        }
        return changes;
    }

    @Override
    public void close() throws IOException {
        connections.close();
        try (Stream<Path> found = Files.walk(home)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
