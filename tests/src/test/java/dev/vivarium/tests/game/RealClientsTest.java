package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vivarium.game.support.TestGame;
import dev.vivarium.tests.support.PseudoTerminal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that people really use, each under a pseudo-terminal: Debian's packages telnet and tintin++. */
class RealClientsTest {

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

    /** Debian keeps games where root's path does not look. */
    private static String installed(String program, String debianPackage) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/games";
        Optional<Path> found = Arrays.stream(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), program + " is not installed (Debian's package " + debianPackage + ")");
        return found.orElseThrow().toString();
    }

    private static PseudoTerminal terminal(String command) throws IOException {
        return PseudoTerminal.open(command, Map.of("HOME", data.toString()));
    }

    /** @param between what ends a statement in Python, as this client wants it typed */
    private static void play(PseudoTerminal terminal, String between) {
        terminal.await("Names with spaces go in quotes");
        terminal.press("connect admin \"" + TestGame.ADMIN_PASSWORD + "\"\r");
        terminal.await("Hello, admin.");
        terminal.press("@py 6*7*1000\r");
        terminal.await("42000");
        terminal.press("@py from evennia.utils import run_async" + between
                + "run_async(\"_return(4321-1)\",at_return=self.msg)\r");
        terminal.await("4320");
        terminal.press("quit\r");
        terminal.await("Goodbye, admin.");
    }

    @Test
    void telnetPlays() throws IOException, InterruptedException {
        try (PseudoTerminal telnet = terminal(
                installed("telnet", "telnet") + " 127.0.0.1 " + game.game().port())) {
            play(telnet, ";");
            assertThat(telnet.status()).isNotNegative();
        }
    }

    @Test
    void tintinPlays() throws IOException, InterruptedException {
        // Told on its command line: it throws away what was typed before it was ready.
        try (PseudoTerminal tintin = terminal(installed("tt++", "tintin++") + " -G -e '#session game 127.0.0.1 "
                + game.game().port() + "'")) {
            play(tintin, "\\;");
            tintin.press("#end\r");
            assertThat(tintin.status()).isNotNegative();
        }
    }
}
