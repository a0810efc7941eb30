package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.game.support.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
