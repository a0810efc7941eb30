package dev.vivarium.engine.link;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A directory that only this user may enter, with one socket of a name nobody can guess. */
final class SocketHome implements Closeable {

    /** {@code sun_path} has 108 bytes on Linux and 104 on macOS; the last one is a zero. */
    private static final int LONGEST_PATH = 103;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NAME_BYTES = 8;

    private final Path directory;
    private final Path socket;

    private SocketHome(Path directory) {
        byte[] name = new byte[NAME_BYTES];
        RANDOM.nextBytes(name);
        this.directory = directory;
        this.socket = directory.resolve(HexFormat.of().formatHex(name));
    }

    static SocketHome create(Path parent) throws IOException {
        Path directory = Files.createTempDirectory(
                parent, "viv", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SocketHome home = new SocketHome(directory);
        int length = home.socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            home.close();
            throw new IOException("the path of a Unix domain socket may have " + LONGEST_PATH + " bytes, and "
                    + home.socket + " has " + length + ": set java.io.tmpdir to a shorter directory");
        }
        return home;
    }

    ServerSocketChannel bind() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return server.bind(UnixDomainSocketAddress.of(socket), 1);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(socket);
        Files.deleteIfExists(directory);
    }
}
