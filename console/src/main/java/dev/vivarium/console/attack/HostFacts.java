package dev.vivarium.console.attack;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What of this machine no script may learn, as texts with what they are. */
final class HostFacts {

    /** The guest's own virtual paths. */
    private static final Pattern VIRTUAL = Pattern.compile("/python(/[\\w.+-]+)*/?");

    private final Map<String, String> facts;
    private final List<String> excluded;

    /**
     * Made-up ones, or {@link #ofThisMachine}.
     *
     * @param facts what each text is, by the text
     * @param excluded texts that may show although a fact is part of them
     */
    HostFacts(Map<String, String> facts, List<String> excluded) {
        this.facts = new LinkedHashMap<>(facts);
        this.excluded = List.copyOf(excluded);
    }

    /** Those of this machine, this JVM, and workers with the process ids {@code workers}. */
    static HostFacts ofThisMachine(Collection<Long> workers, List<String> excluded) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, System.getProperty("user.name", ""), "the host's user");
        put(facts, System.getProperty("user.home", ""), "the host's home directory");
        put(facts, System.getProperty("user.dir", ""), "the host's working directory");
        put(facts, System.getProperty("java.home", ""), "the host's JDK");
        put(facts, System.getProperty("os.version", ""), "the kernel's version");
        put(facts, hostName(), "the host's name");
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            Path parent = Path.of(entry).toAbsolutePath().normalize().getParent();
            put(facts, parent == null ? "" : parent.toString(), "the host's class path");
        }
        facts.put(Long.toString(ProcessHandle.current().pid()), "the host's process id");
        workers.forEach(pid -> facts.put(Long.toString(pid), "a worker's process id"));
        return new HostFacts(facts, excluded);
    }

    /** One character tells nothing, and shows by chance. */
    private static void put(Map<String, String> facts, String text, String what) {
        if (text.length() > 1) {
            facts.putIfAbsent(text, what);
        }
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return nameByAddress();
        }
    }

    private static String nameByAddress() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** Which fact shows in {@code text}, for people. */
    Optional<String> foundIn(String text) {
        return foundIn(text, _ -> true);
    }

    private Optional<String> foundIn(String text, Predicate<String> which) {
        String rest = withoutExcluded(text);
        return facts.entrySet().stream()
                .filter(fact -> which.test(fact.getKey()))
                .filter(fact -> wholly(fact.getKey()).matcher(rest).find())
                .map(fact -> fact.getValue() + " shows: " + fact.getKey())
                .findFirst();
    }

    /** Which directory of the host shows in {@code text}, for people. */
    Optional<String> pathIn(String text) {
        return foundIn(text, fact -> fact.startsWith("/"));
    }

    /** {@code text} without what may show. */
    String withoutExcluded(String text) {
        String rest = text;
        for (String harmless : excluded) {
            rest = rest.replace(harmless, " ");
        }
        return VIRTUAL.matcher(rest).replaceAll(" ");
    }

    /** As a whole word: 42 is no part of 1428. */
    private static Pattern wholly(String text) {
        return Pattern.compile("(?<![\\w])" + Pattern.quote(text) + "(?![\\w])");
    }
}
