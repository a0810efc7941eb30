package dev.vivarium.engine.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of Python's standard library, served out of the jar that they come in, under the paths that scripts see:
 * {@code /python/lib/python3.12} and {@code /python/lib/graalpy25.0}. Nothing of the host's own files is reachable
 * through it, and no file of it exists on the host's disk. Immutable but for the cache; safe for use by any thread.
 */
final class PythonHome implements AutoCloseable {

    static final String ROOT = "/python";
    static final String STDLIB = ROOT + "/lib/python3.12";
    static final String CORE = ROOT + "/lib/graalpy25.0";

    private static final String RESOURCES = "META-INF/resources/";
    private static final String STDLIB_PREFIX = RESOURCES + "libpython/";
    private static final String CORE_PREFIX = RESOURCES + "libgraalpy/";

    private final ZipFile jar;
    private final Map<String, ZipEntry> files = new HashMap<>();
    private final Map<String, Set<String>> folders = new HashMap<>();

    private PythonHome(ZipFile jar) {
        this.jar = jar;
        folders.put(ROOT, new TreeSet<>());
        for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            String path = entry.isDirectory() ? null : guestPath(entry.getName());
            if (path != null) {
                files.put(path, entry);
                linkIntoFolders(path);
            }
        }
    }

    /** Opens the jar that GraalPy's resources come in. */
    static PythonHome open() {
        try {
            return new PythonHome(new ZipFile(locateJar().toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read GraalPy's standard library", unreadable);
        }
    }

    /** The jar is found by a file in it, so it need not have a certain name or place. */
    private static Path locateJar() {
        String marker = STDLIB_PREFIX + "json/__init__.py";
        URL url = PythonHome.class.getClassLoader().getResource(marker);
        if (url == null || !url.getProtocol().equals("jar")) {
            throw new IllegalStateException("python-resources, the jar with Python's standard library, is missing");
        }
        String inner = url.getPath();
        try {
            return Path.of(new URI(inner.substring(0, inner.indexOf("!/"))));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("not a jar's address: " + inner, impossible);
        }
    }

    private static @Nullable String guestPath(String entry) {
        if (entry.startsWith(STDLIB_PREFIX)) {
            return STDLIB + "/" + entry.substring(STDLIB_PREFIX.length());
        }
        return entry.startsWith(CORE_PREFIX) ? CORE + "/" + entry.substring(CORE_PREFIX.length()) : null;
    }

    private void linkIntoFolders(String path) {
        String child = path;
        for (int slash = child.lastIndexOf('/'); slash > 0; slash = child.lastIndexOf('/')) {
            String folder = child.substring(0, slash);
            boolean known =
                    !folders.computeIfAbsent(folder, _ -> new TreeSet<>()).add(child.substring(slash + 1));
            if (known) {
                return;
            }
            child = folder;
        }
    }

    /** Whether {@code path}, absolute and normal, names a file. */
    boolean isFile(String path) {
        return files.containsKey(path);
    }

    /** Whether {@code path}, absolute and normal, names a folder. */
    boolean isFolder(String path) {
        return folders.containsKey(path);
    }

    /** The names in the folder {@code path}, sorted; empty if there is none. */
    List<String> list(String path) {
        return new ArrayList<>(folders.getOrDefault(path, Collections.emptySet()));
    }

    /** The length of the file {@code path} in bytes; 0 for what is no file. */
    long size(String path) {
        ZipEntry entry = files.get(path);
        return entry == null ? 0 : entry.getSize();
    }

    /** The content of the file {@code path}. */
    byte[] read(String path) throws IOException {
        ZipEntry entry = files.get(path);
        if (entry == null) {
            throw new IOException("no such file");
        }
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
