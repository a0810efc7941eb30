package dev.vivarium.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.game.support.Client;
import dev.vivarium.game.support.TestGame;
import java.io.IOException;
import java.nio.file.Path;
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

    @Test
    void aPlayerGetsNowhereWithTheWordsOfAdminsAndBuilders() throws IOException {
        Client admin = game.admin();
        Client eve = game.player("Eve");
        for (String word : new String[] {"role", "ticks"}) {
            eve.ask("@" + word + " Eve = admin", "'" + word + "' is for admins.");
        }
        for (String word : new String[] {"dig", "create", "open", "describe", "rename", "destroy"}) {
            eve.ask(word + " it = that", "'" + word + "' is for builders.");
        }
        assertThat(eve.ask("help", "'help WORD' tells more.")).doesNotContain("dig", "role");
        admin.ask("@role admin = player", "Somebody else has to");
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
    void aSecondServerOnTheSameDataIsRefused() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> TestGame.open(data)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another server is using the data in");
    }
}
