package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Vivarium;
import dev.vivarium.game.loop.Lateness;
import dev.vivarium.game.support.Client;
import dev.vivarium.game.support.TestGame;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty players, twenty of whom run the corpus of attacks at once: {@code mvn -B -pl tests -am verify -Dgroups=crowd
 * -DexcludedGroups=}. {@code -Dcrowd.attacks=} says how many each of them runs.
 */
@Tag("crowd")
class CrowdTest {

    private static final int HOSTILE = 20;
    private static final int INNOCENT = 30;
    private static final int ATTACKS = Integer.getInteger("crowd.attacks", 5);
    private static final String SECOND_PART = "\n#: part 2";

    @TempDir
    private Path data;

    private static List<String> attacks() throws IOException, URISyntaxException {
        URL corpus = Objects.requireNonNull(CrowdTest.class.getResource("/attacks"), "the corpus");
        List<String> attacks = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(corpus.toURI()))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".py"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                if (!text.contains(SECOND_PART) && text.length() < 30_000) {
                    attacks.add(text);
                }
            }
        }
        return attacks;
    }

    @Test
    void theTickStaysPunctualAndNobodyElseNoticesTheHostile() throws IOException, URISyntaxException {
        List<String> attacks = attacks();
        try (TestGame game = TestGame.open(
                data, settings -> settings.engine(Vivarium.builder().workers(2).spares(1)))) {
            List<Client> innocent = new ArrayList<>();
            List<Client> hostile = new ArrayList<>();
            for (int i = 0; i < INNOCENT; i++) {
                Client client = game.player("Guest " + i);
                client.ask("@script attach me use = caller.msg('the sum is ' + str(sum(range(1000))))", "is attached.");
                innocent.add(client);
            }
            for (int i = 0; i < HOSTILE; i++) {
                hostile.add(game.player("Raider " + i));
            }
            for (int i = 0; i < INNOCENT; i++) {
                innocent.get(i).ask("use me", "the sum is 499500");
            }
            game.game().lateness().reset();
            int rounds = 0;
            for (int attack = 0; attack < ATTACKS; attack++) {
                for (int i = 0; i < HOSTILE; i++) {
                    run(hostile.get(i), attacks.get((attack * HOSTILE + i) % attacks.size()), attack == 0);
                }
                for (Client client : innocent) {
                    client.ask("who", "50 are playing.");
                    client.ask("use me", "the sum is 499500");
                    rounds++;
                }
            }
            Lateness.Report report = game.game().lateness().report();
            System.out.println("CrowdTest " + rounds + " visits, " + report);
            assertThat(report.ticks()).isPositive();
            assertThat(report.p99()).isLessThan(report.period());
            for (Client client : innocent) {
                assertThat(client.all()).doesNotContain("(use):\n");
            }
        }
    }

    private static void run(Client raider, String source, boolean first) throws IOException {
        String number =
                first ? "" : raider.ask("@script list", " on Raider").replaceAll("(?s).*#(\\d+) on Raider", "$1");
        raider.ask(first ? "@script attach me use" : "@script edit " + number, "A line with a dot alone ends it");
        raider.type("CANARY_FILE = CANARY_DIR = '/nowhere'; CANARY_PORT = 9");
        for (String line : source.lines().toList()) {
            raider.type(line.equals(".") || line.strip().equals("@abort") ? "pass" : line);
        }
        raider.type(".");
        raider.await(first ? "is attached." : "is changed.");
        raider.type("use me");
    }
}
