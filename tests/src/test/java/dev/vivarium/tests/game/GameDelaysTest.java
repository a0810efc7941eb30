package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Delay;
import dev.vivarium.Vivarium;
import dev.vivarium.game.support.Client;
import dev.vivarium.game.support.TestGame;
import dev.vivarium.tests.support.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persistent delays in the game: with whose rights they run, and who hears of what goes wrong. */
class GameDelaysTest {

    @TempDir
    private Path data;

    private TestGame game;

    @BeforeEach
    void open() throws IOException {
        game = TestGame.open(
                data,
                settings -> settings.engine(
                        Vivarium.builder().workers(1).spares(0).peakWorkers(0).data(data.resolve("delays"))));
    }

    @AfterEach
    void close() throws IOException {
        game.close();
    }

    /** Makes one for an hour from now, in Python that is typed. */
    private void delay(Client who, String call) throws IOException {
        int before = game.game().vivarium().delays().size();
        who.ask("@py from vivarium import *; delay(3600, " + call + ", persistent=True)", ">>> ");
        Waiting.until("it is stored", () -> game.game().vivarium().delays().size() == before + 1);
    }

    private void anHourPasses() {
        assertThat(game.game().vivarium().delays()).isNotEmpty().allMatch(Delay::doNow);
    }

    @Test
    void theAuthorHearsOfErrorsAndAnswersQuestions() throws IOException {
        Client admin = game.admin();
        delay(admin, "'1/0'");
        anHourPasses();
        admin.await("(py):\nTraceback");
        admin.await("ZeroDivisionError: division by zero");
        delay(admin, "'self.msg((yield \"How many?\") + \" it is\")', self=self");
        anHourPasses();
        admin.await("(py) asks: How many? (@abort to refuse)");
        admin.ask("seven", "seven it is");
    }

    @Test
    void whatAnAdminHasLeftBehindDoesNotRunWhenHeIsNoneAnyMore() throws IOException {
        Client admin = game.admin();
        Client bob = game.player("Bob");
        admin.ask("@role Bob = admin", "Bob is an admin now.");
        delay(bob, "'here.describe(\"Mine!\")', here=here");
        admin.ask("@role Bob = player", "Bob is a player now.");
        anHourPasses();
        bob.await("(py) was not run: Bob is no admin any more.");
        assertThat(bob.ask("look", "glass house")).doesNotContain("Mine!");
    }

    @Test
    void thingsAreFoundAgainByAnotherGameAndADelayOfWhatIsGoneIsOver() throws IOException {
        Client admin = game.admin();
        admin.ask("@create lamp", "and carry it.");
        admin.ask("@create moth", "and carry it.");
        delay(
                admin,
                "'lamp.describe(\"It glows for \" + game.search(\"admin\").name)', lamp=search('lamp'), game=game");
        delay(admin, "'moth.describe(\"?\")', moth=search('moth')");
        admin.ask("@destroy moth", "is no more.");
        game.close();
        open();
        Client again = game.admin();
        anHourPasses();
        Waiting.until("both are over", () -> game.game().vivarium().delays().isEmpty());
        Waiting.until("the lamp glows", () -> {
            again.ask("who", "playing.");
            again.type("look lamp");
            return again.ask("who", "playing.").contains("It glows for admin");
        });
    }
}
