package dev.vivarium.remote.server;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Small files that only their owner may read or change. */
public final class PrivateFile {

    private static final long MOST_BYTES = 1 << 20;
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private PrivateFile() {}

    /**
     * The text of {@code file}.
     *
     * @throws TaskServerException if others may read or change it, or it can't be read
     */
    public static String read(Path file) {
        try {
            for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
                if (OF_OTHERS.contains(permission)) {
                    throw problem(file, "others may read or change it; do: chmod 600 " + file);
                }
            }
            if (Files.size(file) > MOST_BYTES) {
                throw problem(file, "is larger than " + MOST_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw problem(file, "there is no such file");
        } catch (CharacterCodingException odd) {
            throw problem(file, "is no text in UTF-8");
        } catch (IOException | UnsupportedOperationException unreadable) {
            throw problem(file, "can't be read");
        }
    }

    /** Puts {@code text} in place of {@code file}, or makes it; at no moment is there half of it. */
    static void write(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            // Made with rights for its owner alone.
            Path fresh = Files.createTempFile(
                    folder,
                    ".tokens",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (AtomicMoveNotSupportedException | UnsupportedOperationException odd) {
            throw problem(file, "can't be written safely on this file system");
        } catch (IOException unwritable) {
            throw problem(file, "can't be written");
        }
    }

    private static TaskServerException problem(Path file, String rule) {
        return new TaskServerException(file + ": " + rule);
    }
}
