package dev.vivarium.engine.worker;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * The only file system a script can reach: {@link PythonHome}, read only. {@link Path} objects of the host are used
 * for their syntax alone; none is ever handed to the host's file system.
 */
final class GuestFileSystem implements FileSystem {

    private final PythonHome home;
    private volatile Path workingFolder = Path.of(PythonHome.ROOT);

    GuestFileSystem(PythonHome home) {
        this.home = home;
    }

    @Override
    public Path parsePath(URI uri) {
        return Path.of(uri.getPath() == null ? PythonHome.ROOT : uri.getPath());
    }

    @Override
    public Path parsePath(String path) {
        return Path.of(path);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return path.isAbsolute() ? path : workingFolder.resolve(path);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        Path real = toAbsolutePath(path).normalize();
        requireExists(real.toString());
        return real;
    }

    @Override
    public void setCurrentWorkingDirectory(Path folder) {
        workingFolder = toAbsolutePath(folder).normalize();
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        requireExists(inGuest(path));
        if (modes.contains(AccessMode.WRITE)) {
            throw readOnly(path);
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        String file = inGuest(path);
        boolean reads = options.stream().allMatch(option -> option == StandardOpenOption.READ);
        if (!reads) {
            throw readOnly(path);
        }
        requireExists(file);
        if (home.isFolder(file)) {
            throw new FileSystemException(file, null, "Is a directory");
        }
        return new Content(home.read(file));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        String folder = inGuest(path);
        requireExists(folder);
        if (!home.isFolder(folder)) {
            throw new NotDirectoryException(folder);
        }
        List<Path> children = home.list(folder).stream().map(path::resolve).toList();
        return new Listing(children);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        String name = inGuest(path);
        requireExists(name);
        boolean folder = home.isFolder(name);
        return attributes.startsWith("unix:") ? unixAttributes(name, folder) : basicAttributes(name, folder);
    }

    private Map<String, Object> basicAttributes(String name, boolean folder) {
        FileTime epoch = FileTime.fromMillis(0);
        return Map.of(
                "isRegularFile",
                !folder,
                "isDirectory",
                folder,
                "isSymbolicLink",
                false,
                "isOther",
                false,
                "size",
                home.size(name),
                "creationTime",
                epoch,
                "lastModifiedTime",
                epoch,
                "lastAccessTime",
                epoch);
    }

    /** All ids are 0 and all times the epoch: nothing of the host shows. */
    private Map<String, Object> unixAttributes(String name, boolean folder) {
        FileTime epoch = FileTime.fromMillis(0);
        int mode = folder ? 0040555 : 0100444;
        return Map.ofEntries(
                Map.entry("mode", mode),
                Map.entry("ino", (long) name.hashCode() & 0xffff_ffffL),
                Map.entry("dev", 1L),
                Map.entry("nlink", 1),
                Map.entry("uid", 0),
                Map.entry("gid", 0),
                Map.entry("size", home.size(name)),
                Map.entry("creationTime", epoch),
                Map.entry("lastModifiedTime", epoch),
                Map.entry("lastAccessTime", epoch),
                Map.entry("ctime", epoch));
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        throw readOnly(path);
    }

    @Override
    public void delete(Path path) throws IOException {
        throw readOnly(path);
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public String getPathSeparator() {
        return ":";
    }

    @Override
    public Path getTempDirectory() {
        return Path.of("/tmp");
    }

    private String inGuest(Path path) {
        return toAbsolutePath(path).normalize().toString();
    }

    private void requireExists(String path) throws NoSuchFileException {
        if (!home.isFile(path) && !home.isFolder(path)) {
            throw new NoSuchFileException(path);
        }
    }

    /** GraalPy turns this exception, and not {@link ReadOnlyFileSystemException}, into PermissionError. */
    private static IOException readOnly(Path path) {
        return new java.nio.file.AccessDeniedException(path.toString());
    }

    private record Listing(List<Path> children) implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            return children.iterator();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    /** A file's bytes, to be read. */
    private static final class Content implements SeekableByteChannel {

        private final byte[] bytes;
        private int position;
        private boolean open = true;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer into) {
            int count = Math.min(into.remaining(), bytes.length - position);
            if (count <= 0) {
                return bytes.length > position ? 0 : -1;
            }
            into.put(bytes, position, count);
            position += count;
            return count;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long changed) {
            position = Math.clamp(changed, 0, bytes.length);
            return this;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
