package dev.vivarium.console.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what appears in the places where a script may try to leave something. */
final class FileWatch {

    /** The sockets of engines, the canaries of other attacks, and what JVMs leave. */
    private static final Pattern OURS = Pattern.compile("viv\\d+|attack\\d+|hsperfdata_.*|\\.java_pid\\d+");

    /** The second level is for caches in home directories, and for what hides in a folder of its own. */
    private static final int DEPTH = 2;

    private final Set<Path> places;
    private final Map<Path, FileTime> before;

    FileWatch(Set<Path> places) {
        this.places = Set.copyOf(places);
        before = look();
    }

    /** A watch over the temporary, home and working directories, the JDK and the class path. */
    static FileWatch overThisMachine() {
        Set<Path> places = new LinkedHashSet<>();
        Stream.of("/tmp", "/var/tmp", "/dev/shm", "/").map(Path::of).forEach(places::add);
        Stream.of("java.io.tmpdir", "user.home", "user.dir", "java.home")
                .map(key -> Path.of(System.getProperty(key, "/tmp")))
                .forEach(places::add);
        return new FileWatch(places);
    }

    private Map<Path, FileTime> look() {
        Map<Path, FileTime> found = new HashMap<>();
        places.forEach(place -> look(place, place.getParent() == null ? 1 : DEPTH, found));
        return found;
    }

    private static void look(Path directory, int depth, Map<Path, FileTime> found) {
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                if (OURS.matcher(String.valueOf(entry.getFileName())).matches()) {
                    continue;
                }
                if (Files.isDirectory(entry, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    found.put(entry, FileTime.fromMillis(0));
                    if (depth > 1) {
                        look(entry, depth - 1, found);
                    }
                } else {
                    found.put(entry, Files.getLastModifiedTime(entry, java.nio.file.LinkOption.NOFOLLOW_LINKS));
                }
            }
        } catch (IOException | java.io.UncheckedIOException goneOrForbidden) {
            // What cannot be listed has nothing to compare.
        }
    }

    /** What is there now and was not, as lines for people. */
    List<String> news() {
        List<String> news = new ArrayList<>();
        for (Path path : look().keySet()) {
            if (!before.containsKey(path)) {
                news.add("new file " + path);
            }
        }
        return news;
    }
}
