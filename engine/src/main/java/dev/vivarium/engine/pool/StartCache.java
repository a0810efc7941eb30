package dev.vivarium.engine.pool;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file from which the JVMs of workers start fast: all classes of the Python runtime, loaded and linked once (an AOT
 * cache of the JDK's). It fits one JDK and one class path, and is made by a process that runs no script.
 */
final class StartCache {

    /** System property: the folder for such files, or {@value #OFF} for none. */
    private static final String FOLDER = "vivarium.cache";

    private static final String OFF = "off";

    /** How many are left in the folder, with that of now: each takes some 150 MB. */
    private static final int MOST_FILES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(StartCache.class);

    private final Path file;

    private StartCache(Path file) {
        this.file = file;
    }

    /**
     * The cache for workers with these options and class path; empty if there can be none, because the path has folders
     * or nothing may be stored.
     */
    static Optional<StartCache> of(List<String> options, String classPath) {
        String folder = System.getProperty(FOLDER, defaultFolder());
        List<Path> jars =
                Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
        if (folder.equals(OFF) || !jars.stream().allMatch(StartCache::isJar)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StartCache(Path.of(folder, name(options, jars) + ".aot")));
        } catch (IOException | NoSuchAlgorithmException unknown) {
            LOG.debug("workers start without a cache", unknown);
            return Optional.empty();
        }
    }

    private static String defaultFolder() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return base.resolve("vivarium").toString();
    }

    private static boolean isJar(Path path) {
        return path.toString().endsWith(".jar") && Files.isRegularFile(path);
    }

    /** A cache is of no use to another JDK or other jars; the JVM would find that out too, but only say so. */
    private static String name(List<String> options, List<Path> jars) throws IOException, NoSuchAlgorithmException {
        StringBuilder identity = new StringBuilder();
        identity.append(System.getProperty("java.home")).append(System.getProperty("java.vm.version"));
        options.forEach(identity::append);
        for (Path jar : jars) {
            identity.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
        }
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(identity.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 12);
    }

    /** The file, if it has been made and belongs to nobody else. */
    Optional<Path> file() {
        try {
            return Files.isRegularFile(file) && isOurs() ? Optional.of(file) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** What is in the file runs in the worker: nobody else may have been able to write it. */
    private boolean isOurs() throws IOException {
        Path folder = file.getParent();
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
        return permissions.charAt(4) != 'w'
                && permissions.charAt(7) != 'w'
                && Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")));
    }

    /**
     * Makes the file, unless it is there or somebody else is at it. Takes half a minute of a processor.
     *
     * @param training writes the cache to the path it is given
     * @return whether it is there now
     */
    boolean make(Training training) throws IOException, InterruptedException {
        if (file().isPresent()) {
            return true;
        }
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path lock = file.resolveSibling("making.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                Path unfinished = file.resolveSibling("unfinished");
                if (training.writeTo(unfinished)) {
                    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                    prune();
                }
            }
        } catch (OverlappingFileLockException atIt) {
            // Another thread of this JVM has the lock, which is no other thing than another process that has it.
            LOG.debug("the start cache is being made already");
        }
        return file().isPresent();
    }

    /** Files of earlier versions are of no use to anybody. */
    private void prune() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            List<Path> old = files.filter(one -> one.toString().endsWith(".aot"))
                    .sorted(Comparator.comparing(StartCache::age).reversed())
                    .skip(MOST_FILES)
                    .toList();
            for (Path one : old) {
                Files.deleteIfExists(one);
            }
        }
    }

    private static FileTime age(Path one) {
        try {
            return Files.getLastModifiedTime(one);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    /** Makes a cache. */
    @FunctionalInterface
    interface Training {

        /** Writes the cache to {@code path}; gives whether that went well. */
        boolean writeTo(Path path) throws IOException, InterruptedException;
    }
}
