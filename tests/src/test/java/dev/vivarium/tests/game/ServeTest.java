package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.game.support.Client;
import dev.vivarium.tests.support.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start, a killed server, and a clean end. */
class ServeTest {

    @TempDir
    private Path data;

    @Test
    @Tag("E9")
    void theAdminThatTheFirstStartMadeSignsInAndTypesPython() throws IOException, InterruptedException {
        try (Server server = Server.start(data)) {
            Client admin = server.connect("admin", server.password().orElseThrow());
            assertThat(server.nextLine()).startsWith("ready: ");
            admin.ask("@py 1+2", ">>> 1+2\n3\n");
            admin.ask(
                    "@py from evennia.utils import run_async;run_async(\"_return(1+2)\",at_return=self.msg)", "\n3\n");
            assertThat(server.stop()).isEqualTo(143);
            admin.await("The game ends now. Goodbye.");
        }
    }

    @Test
    void whatWasSaidToBeDoneIsThereAfterTheServerWasKilled() throws IOException, InterruptedException {
        String password;
        String dug;
        try (Server server = Server.start(data)) {
            password = server.password().orElseThrow();
            Client admin = server.connect("admin", password);
            dug = admin.ask("@dig The Tower = up, down", "with exits: up, down.");
            admin.ask("@describe here = A yard with a tower.", "is described.");
            Client anna = new Client(server.port());
            anna.ask("create Anna \"long enough\"", "Hello, Anna.");
            anna.ask("@script attach me say = here.msg('heard ' + text)", "is attached.");
            admin.ask("@py import time; time.sleep(300)", ">>> ");
            admin.ask("@audit", "py import time; time.sleep(300) -> begun");
            server.kill();
            admin.awaitEnd();
        }
        try (Server server = Server.start(data)) {
            assertThat(server.password()).isEmpty();
            Client admin = server.connect("admin", password);
            admin.ask("look", "A yard with a tower.");
            admin.ask("@audit", "py import time; time.sleep(300) -> begun");
            Client anna = server.connect("Anna", "long enough");
            admin.ask("'hello", "heard hello");
            anna.ask("@script list", "(say) by Anna: on");
            anna.ask("up", "The Tower");
            assertThat(dug).contains("You dig The Tower (#");
        }
    }

    @Test
    @Tag("E11")
    void persistentDelaysAreThereAfterTheServerWasKilledAndWhatFellDueHasRunOnce()
            throws IOException, InterruptedException, SQLException {
        String password;
        long later;
        long overdue;
        try (Server server = Server.start(data)) {
            password = server.password().orElseThrow();
            Client admin = server.connect("admin", password);
            admin.ask("@describe here = Delays:", "is described.");
            later = delay(admin, "self.msg('much ' + 'later')\", self=self");
            overdue = delay(admin, "here.describe(here.description + ' ' + word)\", here=here, word='overdue'");
            admin.ask(
                    "@py from vivarium import *; delay(1, lambda: 0, persistent=True)",
                    "TypeError: <lambda> is a lambda");
            admin.ask("@py from vivarium import *; delay(1, 'x', all=[self], persistent=True)", "variable 'all'");
            Client anna = new Client(server.port());
            anna.ask("create Anna \"long enough\"", "Hello, Anna.");
            anna.ask("@script attach me timer 30 = pass", "is attached.");
            anna.ask("@script attach me use", "A line with a dot alone ends it");
            for (String line : """
                    from vivarium import delay
                    MARK = "rung by "
                    def ring(bell, who):
                        bell.describe(MARK + who)
                    delay(3600, ring, self, caller.name, persistent=True)
                    caller.msg("It will " + "ring.")
                    try:
                        delay(1, caller.msg, "x", persistent=True)
                    except TypeError as refused:
                        caller.msg(str(refused))
                    .
                    """.lines().toList()) {
                anna.type(line);
            }
            anna.await("is attached.");
            anna.ask("use me", "It will ring.");
            anna.await("can not be stored");
            admin.ask("@py import time; time.sleep(300)", ">>> ");
            server.kill();
        }
        fallDue(overdue);
        try (Server server = Server.start(data)) {
            Client admin = server.connect("admin", password);
            awaitSight(admin, "look", "Delays: overdue");
            awaitSight(admin, "look Anna", "rung by Anna");
            admin.ask(
                    "@py from vivarium import *; d = stored_delay(" + later + "); d.exists(), d.active()",
                    "(True, True)");
            Client anna = server.connect("Anna", "long enough");
            anna.ask("@script list", "(timer 30) by Anna: on");
            anna.ask("@quota", "scripts                   2 of 10");
            server.kill();
        }
        try (Server server = Server.start(data)) {
            Client admin = server.connect("admin", password);
            admin.ask("@py from vivarium import *; stored_delay(" + later + ").do_task()", "much later");
            assertThat(admin.ask("look", "The Courtyard")).isNotEmpty();
            assertThat(admin.ask("who", "1 is playing.")).contains("Delays: overdue\n");
        }
    }

    /** Makes one for an hour from now by {@code py}; gives its number. */
    private static long delay(Client admin, String call) throws IOException {
        String shown = admin.ask(
                "@py from vivarium import *; print('delay', delay(3600, \"" + call
                        + ", persistent=True).get_id(), 'is stored')",
                "is stored\n");
        return Long.parseLong(shown.replaceAll("(?s).*delay (\\d+) is stored.*", "$1"));
    }

    private static void awaitSight(Client who, String look, String sight) {
        Waiting.until(sight + " is seen", () -> {
            who.ask("who", "playing.");
            who.type(look);
            return who.ask("who", "playing.").contains(sight);
        });
    }

    /** The hour has passed for that one, and for those that call {@code ring}, while no server ran. */
    private void fallDue(long id) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("delays/vivarium.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(
                            "update vivarium_delays set due_at = 1 where name = 'ring' or id = " + id))
                    .isEqualTo(2);
            assertThat(statement.executeUpdate("update vivarium_timers set execution_time = 1 where task_instance in"
                            + " (select id || '.0' from vivarium_delays where due_at = 1)"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aPasswordFileChoosesTheAdminsPasswordAtEachStart() throws IOException, InterruptedException {
        Path file = Files.writeString(data.resolve("password"), "chosen by hand\n");
        try (Server server = Server.start(data.resolve("game"), "--admin-password-file", file.toString())) {
            assertThat(server.password()).isEmpty();
            server.connect("admin", "chosen by hand").ask("who", "admin, admin");
            server.stop();
        }
        Files.writeString(file, "chosen again\n");
        try (Server server = Server.start(data.resolve("game"), "--admin-password-file", file.toString())) {
            server.connect("admin", "chosen again").ask("who", "admin, admin");
        }
    }
}
