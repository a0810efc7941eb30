package dev.vivarium.tests.soak;

import dev.vivarium.Script;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** Those attacks of the corpus that are a single script, with all that they ask for. */
final class HostileScripts {

    private static final String SECOND_PART = "\n#: part 2";

    /** Nothing listens there. */
    private static final int DEAD_PORT = 9;

    private final List<Path> files;
    private final Path canaries;
    private final Policy policy;

    /**
     * @param canaries a directory that they are told of, with a secret in it
     * @param time how long each may run
     * @param random for their order
     */
    HostileScripts(Path canaries, Duration time, Random random) {
        files = new ArrayList<>(files());
        Collections.shuffle(files, random);
        this.canaries = canaries;
        policy = Presets.PLAYER.toBuilder().limit(Limits.TIMEOUT, time).build();
    }

    private static List<Path> files() {
        URL directory = Objects.requireNonNull(HostileScripts.class.getResource("/attacks"), "the corpus");
        try (Stream<Path> all = Files.list(Path.of(directory.toURI()))) {
            return all.filter(file -> file.toString().endsWith(".py"))
                    .filter(file -> !text(file).contains(SECOND_PART))
                    .sorted()
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one with this number, counted round and round. */
    Script script(int number, String owner) {
        Path file = files.get(number % files.size());
        return Script.of(text(file))
                .named(String.valueOf(file.getFileName()))
                .ownedBy(owner)
                .under(policy)
                .with("CANARY_FILE", canaries.resolve("secret").toString())
                .with("CANARY_DIR", canaries.toString())
                .with("CANARY_PORT", DEAD_PORT)
                .granting("caller", new Caller());
    }

    /** Takes any message and keeps none. */
    static final class Caller {

        /** Whom the script may think that it talks to. */
        @HostAccess.Export
        public String getName() {
            return "guest";
        }

        /** Takes a message. */
        @HostAccess.Export
        public void msg(@Nullable String text) {
            // Whoever floods this must not fill the heap that the test measures.
        }
    }
}
