package dev.vivarium.tests.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.tests.support.Waiting;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts that are killed with signal 9 while their stored delays run, and started again: each delay runs, and none again
 * that had reported. The seed is printed; system property {@code vivarium.seed} sets it.
 */
@Tag("soak")
class KilledHostTest {

    private static final int FEW = 500;
    private static final int MANY = 10_000;

    @TempDir
    private Path folder;

    @Test
    @Tag("E11")
    void inAFile() throws Exception {
        inAFile(FEW);
    }

    @Test
    @Tag("E11")
    void inPostgres() throws Exception {
        inPostgres(FEW);
    }

    @Test
    @Tag("soak")
    void manyInAFile() throws Exception {
        inAFile(MANY);
    }

    @Test
    @Tag("soak")
    void manyInPostgres() throws Exception {
        inPostgres(MANY);
    }

    private void inAFile(int count) throws Exception {
        Path data = folder.resolve("data");
        killAndStartAgain(data.toString(), "jdbc:sqlite:" + data.resolve("vivarium.db"), count);
    }

    private void inPostgres(int count) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
            killAndStartAgain(url, url + "?user=postgres", count);
        }
    }

    private void killAndStartAgain(String where, String jdbc, int count) throws Exception {
        long seed = Long.getLong("vivarium.seed", new Random().nextLong());
        System.out.println("KilledHostTest: " + count + " delays, seed " + seed);
        Marks marks = new Marks(folder.resolve("marks"));
        int runsBeforeDeath = new Random(seed).nextInt(1, count * 9 / 10);
        Duration patience = Duration.ofMinutes(2).plusMillis(count * 100L);

        Process first = host(where, count, seed);
        try {
            Waiting.until("some have run", patience, () -> marks.all().size() >= runsBeforeDeath);
        } finally {
            kill(first);
        }
        List<Long> before = marks.all();
        Set<Long> pending = pending(jdbc);
        assertThat(pending).as("left by seed " + seed).isNotEmpty();

        Process second = host(where, 0, seed);
        try {
            Waiting.until(
                    "all have run and said so", patience, () -> pending(jdbc).isEmpty());
        } finally {
            kill(second);
        }
        List<Long> all = marks.all();
        List<Long> after = all.subList(before.size(), all.size());
        assertThat(new HashSet<>(all)).as("each ran, seed " + seed).containsExactlyInAnyOrderElementsOf(numbers(count));
        assertThat(after)
                .as("none ran again that had reported, seed " + seed)
                .doesNotHaveDuplicates()
                .allMatch(pending::contains);
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private Process host(String where, int count, long seed) throws IOException {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dvivarium.cache=" + System.getProperty("vivarium.cache"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoringHost.class.getName(),
                        where,
                        folder.resolve("marks").toString(),
                        Integer.toString(count),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader words = host.inputReader();
        assertThat(words.readLine()).isEqualTo(StoringHost.READY);
        return host;
    }

    private static void kill(Process host) throws InterruptedException {
        host.destroyForcibly();
        assertThat(host.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** The numbers of those that have not reported, read past all of Vivarium. */
    private static Set<Long> pending(String jdbc) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbc);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select name from vivarium_delays where state <> 'DONE'")) {
            Set<Long> found = new HashSet<>();
            while (result.next()) {
                found.add(Long.valueOf(result.getString(1)));
            }
            return found;
        }
    }
}
