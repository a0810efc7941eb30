package dev.vivarium.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.game.support.Client;
import dev.vivarium.game.support.TestGame;
import dev.vivarium.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin's Python, typed over real connections and run by a real worker. */
class PyTest {

    @TempDir
    private static Path data;

    private static TestGame game;

    @BeforeAll
    static void open() throws IOException {
        game = TestGame.open(data);
    }

    @AfterAll
    static void close() throws IOException {
        game.close();
    }

    private static Client signedIn() throws IOException {
        Client admin = game.admin();
        admin.await("The Courtyard");
        return admin;
    }

    @Test
    void anExpressionIsAnswered() throws IOException {
        Client admin = signedIn();
        admin.ask("@py 1+2", ">>> 1+2\n3\n");
        admin.ask("py 'a'", ">>> 'a'\n'a'\n");
        admin.ask("py _ * 2", "\n'aa'\n");
        admin.ask("py/ti 0", "ms of a processor)");
        admin.ask("py/x 0", "py has no switch 'x'");
        admin.ask("py print('one'); print('two')", "one\ntwo\n");
        admin.ask(
                "py self.name, me is self, here.name, search('courtyard').name",
                "('admin', True, 'The Courtyard', 'The Courtyard')");
        admin.ask("py evennia, vivarium", "<module 'evennia'");
        admin.ask("py f = lambda: me.name; self.msg(f())", "\nadmin\n");
    }

    @Test
    void anErrorIsShownWithItsLineAndWithoutOurs() throws IOException {
        Client admin = signedIn();
        String shown = admin.ask("@py 1/0", "ZeroDivisionError: division by zero");
        assertThat(shown)
                .contains("File \"<py>\", line 1")
                .doesNotContain("_run")
                .doesNotContain(".java");
        assertThat(admin.ask("@py 1+", "SyntaxError")).doesNotContain("During handling");
        admin.ask("@py exit()", ">>> exit()");
        admin.ask("@py 2+2", "\n4\n");
        admin.ask("@lasterror", "FAILED: ");
        admin.ask("@audit 9", "py 1/0 -> FAILED: ZeroDivisionError: division by zero");
    }

    @Test
    @Tag("E9")
    void aNestedRunAnswersByItsCallback() throws IOException {
        Client admin = signedIn();
        admin.ask("@py from evennia.utils import run_async;run_async(\"_return(1+2)\",at_return=self.msg)", "\n3\n");
    }

    @Test
    @Tag("E10")
    void aDelayCallsBackAndTypingWorksMeanwhile() throws IOException {
        Client admin = signedIn();
        admin.type("@py from evennia.utils import delay; delay(2, lambda who: who.msg(\"Test!\"), self)");
        admin.ask("'meanwhile", "You say, \"meanwhile\"");
        assertThat(admin.all()).doesNotContain("\nTest!\n");
        admin.await("\nTest!\n");
        admin.ask("@py from evennia.utils import delay; delay(600, lambda: 0).cancel()", ">>> ");
    }

    @Test
    @Tag("E12")
    void aDialogueWaitsAsksAndGoesOnWithTheNextLine() throws IOException {
        Client admin = signedIn();
        admin.type("@py").await(">>> ");
        for (String line : """
                from evennia.utils import interactive
                @interactive
                def wait(caller):
                    rounds = 0
                    while True:
                        yield 5
                        rounds += 1
                        caller.msg("Waited.")
                        answer = yield "Do you want to wait another 5 secs?"
                        if answer.lower() not in ("yes", "y"):
                            break
                    return rounds
                """.lines().toList()) {
            admin.type(line);
        }
        admin.type("").ask("wait(self)", "Do you want to wait another 5 secs?");
        admin.ask("", "");
        admin.ask("quit", "The console is closed.");
        String dialogue = "@py exec(\"from evennia.utils import interactive\\n@interactive\\ndef wait(caller):\\n"
                + "    rounds = 0\\n    while True:\\n        yield 0.2\\n        rounds += 1\\n"
                + "        caller.msg('Waited.')\\n"
                + "        answer = yield 'Do you want to wait another 5 secs?'\\n"
                + "        if answer.lower() not in ('yes', 'y'):\\n            break\\n    return rounds\", globals());"
                + " wait(self)";
        admin.ask(dialogue, "Waited.\nDo you want to wait another 5 secs?");
        admin.ask("@tasks", "[py] RUNNING>");
        admin.ask("yes", "Waited.\nDo you want to wait another 5 secs?");
        admin.ask("n", "\n2\n");
    }

    @Test
    void aConsoleKeepsItsVariablesAndSaysMore() throws IOException {
        Client admin = signedIn();
        admin.type("@py").await("'quit' leaves it.");
        admin.await(">>> ");
        admin.ask("x = 20", ">>> ");
        admin.ask("def twice(n):", "... ");
        admin.ask("    return n * 2", "... ");
        admin.ask("", ">>> ");
        admin.ask("twice(x) + 2", "42");
        admin.ask("_", "42");
        admin.ask("1/0", "ZeroDivisionError: division by zero");
        admin.ask("(1 +", "... ");
        admin.ask("2)", "3");
        admin.ask("me.name", "'admin'");
        admin.ask("who", "NameError");
        admin.ask("while True: pass", "");
        admin.ask("@kill", "The console is closed.");
        admin.ask("who", "playing.");
    }

    @Test
    void outputGoesToTheSessionThatAsked() throws IOException {
        Client one = signedIn();
        Client other = signedIn();
        one.ask("@py print('only' + ' here')", "only here");
        other.ask("@py 40+2", "\n42\n");
        one.ask("@py print(_)", "None");
        assertThat(other.all()).doesNotContain("only here");
    }

    @Test
    void noPlayerMayUseIt() throws IOException {
        Client eve = game.player("Eve");
        for (String word : new String[] {"py", "audit"}) {
            eve.ask("@" + word + " 1+2", "'" + word + "' is for admins.");
        }
    }

    @Test
    @Tag("E8")
    void aLongCommandTellsItsEndAndTheTickGoesOnMeanwhile() throws IOException {
        Client anna = game.player("Anna");
        game.game().lateness().reset();
        anna.ask("ponder 10000", "You begin to ponder.");
        anna.ask("'hmm", "You say, \"hmm\"");
        anna.ask("ponder -1", "There was an error: ValueError: nobody can ponder less than nothing");
        Eventually.await().until(() -> anna.all().contains("The final value is 5736396"));
        anna.ask("ponder 999999999", "You begin to ponder.");
        anna.await("There was an error: stopped by the limit on cpu");
        assertThat(game.game().lateness().report().ticks()).isPositive();
        // Ten times its period, because a busy machine holds anybody up: the crowd's test reports the real figure.
        assertThat(game.game().lateness().report().worst())
                .isLessThan(game.game().lateness().report().period().multipliedBy(10));
    }

    @Test
    void tasksAreListedReadAndKilledByTheirOwnersAndByAdmins() throws IOException {
        Client admin = signedIn();
        Client ben = game.player("Ben");
        admin.ask("@py import time; print('be' + 'gun'); time.sleep(300)", "begun");
        Eventually.await().until(() -> {
            admin.ask("who", "playing.");
            return admin.ask("@tasks", "> admin").contains("RUNNING")
                    || admin.ask("who", "playing.").contains("RUNNING");
        });
        admin.ask("who", "playing.");
        String tasks = admin.ask("@tasks", "[py] RUNNING> admin");
        String id = tasks.replaceAll("(?s).*<ScriptTask (\\d+) \\[py\\] RUNNING> admin", "$1");
        ben.ask("@tasks", "No tasks.");
        ben.ask("@output " + id, "There is no task " + id + ".");
        ben.ask("@kill " + id, "There is no task " + id + ".");
        admin.ask("@output " + id, "begun");
        admin.ask("@kill " + id, "Task " + id + " is being killed.");
        admin.await("The script was killed: ");
        admin.ask("@kill " + id, "Task " + id + " has ended already.");
        ben.ask("@lasterror", "Nothing has gone wrong.");
        admin.ask("@kill x", "Usage: @kill NUMBER");
    }
}
