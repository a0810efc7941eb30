package dev.vivarium.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.game.support.Client;
import dev.vivarium.game.support.TestGame;
import dev.vivarium.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of players and builders, on real connections and a real worker. */
class ScriptsTest {

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init") // Each test opens its own.
    private TestGame game;

    @AfterEach
    void close() throws IOException {
        game.close();
    }

    /** The number in {@code script #12 on …}. */
    private static String number(String shown) {
        return shown.replaceAll("(?s).*script #(\\d+) on .*", "$1");
    }

    @Test
    void aThingAnswersWhoSpeaksToItAndAPlayerScriptsHimself() throws IOException {
        game = TestGame.open(data);
        Client admin = game.admin();
        Client mason = game.builder("Mason", admin);
        mason.ask("@create parrot", "and carry it.");
        mason.ask("@script attach parrot say = here.msg(f'Parrot: {text}, {caller.name}!')", "is attached.");
        mason.ask("drop parrot", "You drop parrot.");
        Client anna = game.player("Anna");
        anna.ask("'hello", "Parrot: hello, Anna!");
        mason.await("Parrot: hello, Anna!");
        anna.ask("@script attach me enter = caller.msg('Welcome, ' + caller.name)", "is attached.");
        anna.ask("@script attach me use = caller.msg(f'{caller is self}, {caller.name}')", "is attached.");
        anna.ask("use me", "True, Anna");
        anna.ask("@script attach parrot use = 1", "parrot is not yours.");
        anna.ask("@script attach me fly = 1", "There is no such trigger");
        anna.ask("@script attach \"me say = 1", "A quote is not closed");
        anna.ask("@quota", "scripts                   2 of 10");
        mason.ask("@script attach parrot use", "A line with a dot alone ends it");
        mason.type("answer = yield 'A cracker?'")
                .type("caller.msg('You said ' + answer)")
                .type(".");
        mason.await("is attached.");
        anna.ask("use parrot", "parrot asks: A cracker? (@abort to refuse)");
        anna.ask("@who", "playing.");
        anna.ask("yes, please", "You said yes, please");
        mason.ask("@dig Attic = up, down", "You dig");
        mason.ask("up", "Attic");
        mason.ask("down", "Welcome, Mason");
    }

    @Test
    void errorsGoToTheAuthorWithTheLineAndWhatKeepsFailingIsSwitchedOff() throws IOException {
        game = TestGame.open(data);
        Client anna = game.player("Anna");
        String id = number(anna.ask("@script attach me say = x = 1; here.msg(y)", "is attached."));
        Client bob = game.player("Bob");
        for (int i = 0; i < 5; i++) {
            bob.ask("'hi", "You say");
            anna.await("NameError: name 'y' is not defined");
        }
        assertThat(anna.all()).contains("script #" + id + " on Anna (say)\", line 1");
        anna.await("It has failed 5 times in a row and is switched off");
        anna.ask("@script list", ": off, last error: NameError");
        bob.ask("@script show " + id, "You have no script " + id + ".");
        anna.ask("@script edit " + id + " = here.msg('better')", "is changed.");
        bob.ask("'hi", "better");
        anna.ask("@script test " + id, "better");
        anna.ask("@script off " + id, "is off.");
        anna.ask("@script detach " + id, "is thrown away.");
        anna.ask("@script", "You have no scripts.");
    }

    @Test
    void aScriptActsWithItsAuthorsRightsAndNotWithThoseOfWhoSetsItOff() throws IOException {
        game = TestGame.open(data);
        Client eve = game.player("Eve");
        eve.ask("@script attach me say = caller.describe('a fool')", "is attached.");
        Client admin = game.admin();
        admin.ask("'hello", "You say");
        eve.await("PermissionError: admin is not Eve's, who wrote this script");
        admin.ask("look me", "Nothing special.");
        eve.ask("@script attach me say = import os; os.system('id')", "is attached.");
        admin.ask("'again", "You say");
        eve.await("ImportError");
    }

    @Test
    void whatWaitsForApprovalDoesNotRunBeforeAnAdminSaysSo() throws IOException {
        game = TestGame.open(data, settings -> settings.approveScripts(true));
        Client admin = game.admin();
        Client anna = game.player("Anna");
        String id =
                number(anna.ask("@script attach me say = here.msg('ran')", "it runs when an admin has approved it."));
        admin.await("waits for approval: see @script pending.");
        admin.ask("'hello", "You say");
        anna.ask("@script test " + id, "It waits for an admin's approval.");
        anna.ask("@script on " + id, "It waits for an admin's approval.");
        anna.ask("@script approve " + id, "Approving scripts is for admins.");
        admin.ask("@script pending", "by Anna: waiting");
        admin.ask("@script approve " + id, "Look at it first: @script show " + id);
        admin.ask("@script show " + id, "here.msg('ran')");
        anna.ask("@script edit " + id + " = here.msg('ran', 1)", "it runs when an admin has approved it.");
        admin.ask("@script approve " + id, "has changed since you looked at it");
        admin.ask("@script show " + id, "here.msg('ran', 1)");
        admin.ask("@script reject " + id, "Usage: @script reject NUMBER = REASON");
        admin.ask("@script reject " + id + " = ", "A rejection needs a reason");
        admin.ask("@script reject " + id + " = one argument is enough", "is rejected.");
        anna.await("is rejected: one argument is enough");
        anna.ask("@script list", ": rejected, because: one argument is enough");
        anna.ask("@script on " + id, "It was rejected: one argument is enough.");
        anna.ask("@script test " + id, "It was rejected");
        admin.ask("@script approve " + id, "does not wait for approval.");
        anna.ask("@script edit " + id + " = here.msg('ran')", "it runs when an admin has approved it.");
        anna.ask("@script reject " + id + " = no", "Approving scripts is for admins.");
        admin.ask("@script show " + id, "here.msg('ran')");
        admin.ask("@script approve " + id, "is approved.");
        admin.ask("@audit", "approve script #" + id);
        admin.ask("'hello", "ran");
        assertThat(anna.all().split("\nran\n", -1)).hasSizeLessThanOrEqualTo(2);
        anna.ask("@script edit " + id + " = here.msg('worse')", "it runs when an admin has approved it.");
    }

    @Test
    void whoUsesUpHisAllowanceIsToldAndOthersGoOn() throws IOException {
        game = TestGame.open(data);
        Client eve = game.player("Eve");
        Client anna = game.player("Anna");
        eve.ask("@script attach me say = while True: pass", "is attached.");
        anna.ask("@script attach me say = here.msg('still here')", "is attached.");
        Client bob = game.player("Bob");
        for (int i = 0; i < 12; i++) {
            bob.ask("'hi", "You say");
        }
        eve.await("of your scripts are running at one time (see @quota).");
        bob.await("still here");
        eve.ask("@quota", " of 10");
        eve.ask("@tasks", "script #");
        eve.await("The script was stopped by the limit on cpu");
    }

    @Test
    void whatAScriptStartsAndPondersCountsOnTheSameAccount() throws IOException {
        game = TestGame.open(data);
        Client eve = game.player("Eve");
        eve.ask("@script attach me say = from vivarium import *; run_async('while True: pass')", "is attached.");
        Client bob = game.player("Bob");
        bob.ask("'hi", "You say");
        Eventually.await().atMost(Duration.ofMinutes(2)).until(() -> {
            String used = eve.ask("@quota", "characters in them")
                    .replaceAll("(?s).*processor within a minute (\\d+\\.\\d) s.*", "$1");
            return Double.parseDouble(used) >= 1.5;
        });
        bob.ask("ponder 5", "The final value is 10");
        bob.ask("@quota", "runs within a minute      1 of 60");
        for (int i = 0; i < 70; i++) {
            eve.type("ponder 1");
        }
        eve.await("Not now: ");
        eve.await("(see @quota).");
    }

    @Test
    void timersRunAndScriptsAreThereAfterARestart() throws IOException {
        game = TestGame.open(data);
        Client anna = game.player("Anna");
        anna.ask("@script attach me timer 1 = self.msg('tock')", "is attached.");
        anna.await("tock");
        anna.await("tock");
        game.close();
        game = TestGame.open(data);
        Client again = game.again("Anna");
        again.await("tock");
        again.ask("@script list", "(timer 1) by Anna: on");
    }
}
