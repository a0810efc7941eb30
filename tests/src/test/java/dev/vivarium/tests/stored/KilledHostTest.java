package dev.vivarium.tests.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.tests.support.Waiting;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts that are killed with signal 9 while their stored delays run, and started again: each delay runs, and none again
 * that had reported. The seed is printed; system property {@code vivarium.seed} sets it.
 */
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
        int runsBeforeDeath = new Random(seed).nextInt(1, count * 9 / 10);
        Duration patience = Duration.ofMinutes(2).plusMillis(count * 50L);
        Marks marks = new Marks(folder.resolve("marks"));

        Process first = host(where, count, seed);
        try {
            Waiting.until("some have run", patience, () -> marks.all().size() >= runsBeforeDeath);
        } finally {
            kill(first);
        }
        List<Long> before = marks.all();
        Set<Long> pending;
        try (Table table = new Table(jdbc)) {
            pending = table.pending();
            assertThat(pending).as("left by seed " + seed).isNotEmpty();
            Process second = host(where, 0, seed);
            try {
                Waiting.until("all have run and said so", patience, () -> table.isDone());
            } finally {
                kill(second);
            }
        }
        List<Long> all = marks.all();
        List<Long> after = all.subList(before.size(), all.size());
        // Before the verdict, so that a failure can be tried again with its seed.
        System.out.printf(
                "KilledHostTest: seed %d: of %d delays %d had run when their host was killed, %d had not reported, and %d of"
                        + " those ran again%n",
                seed, count, before.size(), pending.size(), all.size() - count);
        assertThat(new HashSet<>(all)).as("each ran, seed " + seed).isEqualTo(numbers(count));
        assertThat(after)
                .as("none ran again that had reported, seed " + seed)
                .doesNotHaveDuplicates()
                .allMatch(pending::contains);
    }

    private static Set<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().collect(Collectors.toSet());
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

    /** Vivarium's own table, read past all of Vivarium. */
    private static final class Table implements AutoCloseable {

        private static final String NOT_DONE = " from vivarium_delays where state <> 'DONE'";

        private final Connection connection;
        private final PreparedStatement count;

        Table(String jdbc) throws SQLException {
            connection = DriverManager.getConnection(jdbc);
            count = connection.prepareStatement("select count(*)" + NOT_DONE);
        }

        /** The numbers of those that have not reported. */
        Set<Long> pending() throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("select name" + NOT_DONE);
                    ResultSet result = statement.executeQuery()) {
                Set<Long> found = new HashSet<>();
                while (result.next()) {
                    found.add(Long.valueOf(result.getString(1)));
                }
                return found;
            }
        }

        /** Whether all have reported. */
        boolean isDone() throws SQLException {
            try (ResultSet result = count.executeQuery()) {
                return result.next() && result.getLong(1) == 0;
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
