package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vivarium.game.support.TestGame;
import dev.vivarium.tests.support.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    private final StringBuilder shown = new StringBuilder();

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

    /** A terminal with a program in it: script(1) makes one, without a size, and in such a one tintin++ ends at once. */
    private Process terminal(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        installed("script", "bsdutils"), "-qec", "stty rows 40 cols 100; " + command, "/dev/null")
                .redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", data.toString());
        Process process = builder.start();
        Thread.ofVirtual().start(() -> listen(process));
        return process;
    }

    private void listen(Process process) {
        byte[] piece = new byte[4096];
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                synchronized (shown) {
                    shown.append(new String(piece, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException ended) {
            // The terminal is gone.
        }
    }

    private void await(String text) {
        Waiting.until("the terminal shows '" + text + "'", () -> {
            synchronized (shown) {
                return shown.toString().contains(text);
            }
        });
    }

    private static void type(Process process, String line) throws IOException {
        OutputStream keys = process.getOutputStream();
        keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** @param between what ends a statement in Python, as this client wants it typed */
    private void play(Process process, String between) throws IOException, InterruptedException {
        await("Names with spaces go in quotes");
        type(process, "connect admin \"" + TestGame.ADMIN_PASSWORD + "\"");
        await("Hello, admin.");
        type(process, "@py 6*7*1000");
        await("42000");
        type(
                process,
                "@py from evennia.utils import run_async" + between
                        + "run_async(\"_return(4321-1)\",at_return=self.msg)");
        await("4320");
        type(process, "quit");
        await("Goodbye, admin.");
    }

    @Test
    void telnetPlays() throws IOException, InterruptedException {
        Process telnet = terminal(
                installed("telnet", "telnet") + " 127.0.0.1 " + game.game().port());
        try {
            play(telnet, ";");
            assertThat(telnet.waitFor()).isNotNegative();
        } finally {
            telnet.destroyForcibly();
        }
    }

    @Test
    void tintinPlays() throws IOException, InterruptedException {
        // Told on its command line: it throws away what was typed before it was ready.
        Process tintin = terminal(installed("tt++", "tintin++") + " -G -e '#session game 127.0.0.1 "
                + game.game().port() + "'");
        try {
            play(tintin, "\\;");
            type(tintin, "#end");
            assertThat(tintin.waitFor()).isNotNegative();
        } finally {
            tintin.destroyForcibly();
        }
    }
}
