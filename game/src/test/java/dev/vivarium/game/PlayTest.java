package dev.vivarium.game;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.game.command.Interpreter;
import dev.vivarium.game.support.Client;
import dev.vivarium.game.support.TestGame;
import dev.vivarium.testing.Logged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Playing, over real connections. */
class PlayTest {

    @TempDir
    private Path data;

    private TestGame game;

    @BeforeEach
    void open() throws IOException {
        game = TestGame.open(data);
    }

    @AfterEach
    void close() throws IOException {
        game.close();
    }

    @Test
    void twoWhoMeetSeeAndHearEachOther() throws IOException {
        Client anna = game.player("Anna of the Hill");
        Client bob = game.player("Bob");
        anna.await("Bob wakes up.");
        bob.ask("look", "Here are: Anna of the Hill.");
        bob.ask("'Good morning, Anna", "You say, \"Good morning, Anna\"");
        anna.await("Bob says, \"Good morning, Anna\"");
        anna.ask("who", "2 are playing.");
        bob.ask("quit", "Goodbye, Bob.");
        bob.awaitEnd();
        anna.await("Bob falls asleep.");
    }

    @Test
    void aBuilderMakesRoomsAndThingsThatOthersUse() throws IOException {
        Client admin = game.admin();
        Client mason = game.builder("Mason", admin);
        mason.ask("@dig The Tower = up, down", "You dig The Tower (#");
        mason.ask("@create lamp", "and carry it.");
        mason.ask("@describe lamp = A small brass lamp.", "is described.");
        mason.ask("drop lamp", "You drop lamp.");
        admin.await("Mason drops lamp.");
        admin.ask("look lamp", "A small brass lamp.");
        admin.ask("get la", "You take lamp.");
        admin.ask("up", "Exits: down.");
        admin.ask("i", "You carry: lamp.");
        admin.ask("exits", "down leads to The Courtyard.");
        mason.ask("@describe me = Dusty.", "is described.");
        mason.ask("@describe here = Mine!", "The Courtyard is not yours.");
        admin.ask("down", "Here are: Mason.");
    }

    @Test
    void wordsMayBeShortenedAndWhatIsNotClearIsAsked() throws IOException {
        Client admin = game.admin();
        admin.ask("inv", "You carry nothing.");
        admin.ask("lok", "'lok' is no command and no way out. Did you mean look?");
        admin.ask("xyzzy", "'help' lists what there is.");
        admin.ask("@de", "'de' could be describe, destroy: type more of it.");
        admin.ask("@dig \"half", "A quote is not closed");
        admin.ask("@dig", "Usage: @dig ROOM");
        admin.ask("@create lamp", "carry it.");
        admin.ask("@create lamp", "carry it.");
        admin.ask("drop lamp", "Which 'lamp'? lamp (#");
        admin.ask("get moon", "There is no 'moon' here.");
        admin.ask("help dig", "@dig ROOM [= EXIT[, WAY BACK]]");
        assertThat(admin.ask("help", "'help WORD' tells more.")).contains("For admins: ");
    }

    private static List<String> words(String help, String group) {
        String line = help.lines()
                .filter(each -> each.startsWith(group))
                .findFirst()
                .orElseThrow()
                .substring(group.length());
        return List.of(line.split(", "));
    }

    @Test
    void aPlayerGetsNowhereWithAnyWordOfAdminsAndBuilders() throws IOException {
        Client admin = game.admin();
        String help = admin.ask("help", "'help WORD' tells more.");
        List<String> admins = words(help, "For admins: ");
        List<String> builders = words(help, "For builders: ");
        assertThat(admins).contains("py", "role", "audit", "ticks");
        assertThat(builders).contains("dig", "destroy");
        Client eve = game.player("Eve");
        try (Logged log = Logged.inDetailBy(Interpreter.class)) {
            for (String word : admins) {
                eve.ask("@" + word + " Eve = admin", "'" + word + "' is for admins.");
            }
            for (String word : builders) {
                eve.ask(word + " it = that", "'" + word + "' is for builders.");
            }
            assertThat(log.texts(Level.WARN))
                    .hasSize(admins.size() + builders.size())
                    .contains("Eve (player) tried 'py', which is for admins");
        }
        for (String part : List.of("pending", "approve 1", "reject 1 = no")) {
            eve.ask("@script " + part, "Approving scripts is for admins.");
        }
        assertThat(eve.ask("help", "'help WORD' tells more.")).doesNotContain("dig", "role");
        admin.ask("@role admin = player", "Somebody else has to");
        assertThat(eve.ask("who", "2 are playing.")).contains("\nEve\n");
    }

    @Test
    void twoSessionsOfOneAccountHearTheSame() throws IOException {
        Client first = game.player("Anna");
        Client second = game.again("Anna");
        second.await("You are here 2 times now");
        first.ask("'hello", "You say, \"hello\"");
        second.await("You say, \"hello\"");
        first.ask("quit", "Goodbye");
        first.awaitEnd();
        second.ask("who", "1 is playing.");
    }

    @Test
    void whatWasMadeIsThereAfterTheGameWasClosedAndOpenedAgain() throws IOException {
        Client admin = game.admin();
        admin.ask("@dig The Tower = up, down", "You dig");
        admin.ask("up", "The Tower");
        game.player("Anna");
        game.close();

        game = TestGame.open(data);
        game.admin().await("The Tower");
        Client anna = game.again("anna");
        anna.ask("up", "The Tower");
    }

    @Test
    void aNumberIsNeverGivenTwiceAlsoAfterARestart() throws IOException {
        Client admin = game.admin();
        String lamp = admin.ask("@create lamp", "and carry it.");
        admin.ask("@destroy lamp", "is no more.");
        game.close();
        game = TestGame.open(data);
        String bell = game.admin().ask("@create bell", "and carry it.");
        assertThat(number(bell)).isGreaterThan(number(lamp));
    }

    private static long number(String shown) {
        return Long.parseLong(shown.replaceAll("(?s).*\\(#(\\d+)\\), and carry it\\..*", "$1"));
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> TestGame.open(data)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another server is using the data in");
    }
}
