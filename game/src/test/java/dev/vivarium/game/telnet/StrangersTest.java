package dev.vivarium.game.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.game.session.Lobby;
import dev.vivarium.game.support.Client;
import dev.vivarium.game.support.TestGame;
import dev.vivarium.testing.Eventually;
import dev.vivarium.testing.Logged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What anybody on the network may try, and what comes of it. */
class StrangersTest {

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init") // Each test opens its own.
    private TestGame game;

    @AfterEach
    void close() throws IOException {
        game.close();
    }

    @Test
    void junkIsAnsweredAndTheGameGoesOn() throws IOException {
        game = TestGame.open(data);
        Client anna = game.player("Anna");
        Client junk = game.stranger();
        byte[] bytes = new byte[200_000];
        new Random(6).nextBytes(bytes);
        try (Logged log = Logged.inDetailBy(TelnetConnection.class)) {
            junk.raw(bytes).raw("\r\nlook\r\n".getBytes(StandardCharsets.US_ASCII));
            junk.await("That line was not UTF-8, and nothing of it was used");
            assertThat(log.texts(Level.WARN)).contains("a line that is not UTF-8 from 127.0.0.1");
        }
        anna.ask("who", "1 is playing.");
    }

    @Test
    void aLineOfAMegabyteIsRefusedAndTheNextOneIsRead() throws IOException {
        game = TestGame.open(data);
        Client anna = game.player("Anna");
        try (Logged log = Logged.inDetailBy(TelnetConnection.class)) {
            anna.raw("x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII)).type("");
            anna.await("That line was longer than 16384 bytes, and nothing of it was used.");
            assertThat(log.texts(Level.WARN)).containsExactly("a line of more than 16384 bytes from 127.0.0.1");
        }
        anna.ask("who", "1 is playing.");
        anna.ask("q".repeat(5_000), "is no command and no way out");
    }

    @Test
    void allWaysToEndALineAndToEraseAreKnownAndOptionsAreRefusedOnce() throws IOException {
        game = TestGame.open(data);
        Client anna = game.player("Anna");
        anna.raw("whp\bo\n".getBytes(StandardCharsets.UTF_8)).await("1 is playing.");
        anna.raw("wh€\u007fo\r\0".getBytes(StandardCharsets.UTF_8)).await("1 is playing.");
        anna.raw("who\r".getBytes(StandardCharsets.UTF_8)).await("1 is playing.");
        anna.raw(new byte[] {(byte) 255, (byte) 253, 1, (byte) 255, (byte) 250, 24, 1, (byte) 255, (byte) 240});
        anna.type("'\u00e4\u00f6\u20ac").await("You say, \"\u00e4\u00f6\u20ac\"");
        anna.raw(new byte[] {(byte) 255, (byte) 246}).await("[Yes]");
    }

    @Test
    void aHalfClosedConnectionGetsItsAnswers() throws IOException {
        game = TestGame.open(data);
        Client anna = game.player("Anna");
        anna.type("who").halfClose();
        anna.await("1 is playing.");
        anna.awaitEnd();
    }

    @Test
    void wrongPasswordsAreCountedAndThenNoneIsTried() throws IOException {
        game = TestGame.open(data, settings -> settings.strangers(1_000, 3, 100));
        game.player("Anna");
        Client eve = game.stranger();
        try (Logged log = Logged.inDetailBy(Lobby.class)) {
            for (int i = 0; i < 20; i++) {
                eve.type("connect Anna wrong" + i);
            }
            eve.await("Too many wrong passwords from your address (3 within a minute)");
            Eventually.await()
                    .until(() -> log.texts(Level.WARN).stream()
                                    .filter("a wrong name or password from 127.0.0.1, for Anna"::equals)
                                    .count()
                            == 3);
        }
        eve.ask("connect Anna \"long enough\"", "Too many wrong passwords");
        assertThat(eve.all().split("There is nobody of that name with that password", -1))
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void whatIsTypedWronglyAtTheDoorIsAnswered() throws IOException {
        game = TestGame.open(data);
        Client eve = game.stranger();
        eve.ask("connect", "connect wants a name and a password");
        eve.ask("connect \"Anna", "A quote is not closed");
        eve.ask("@py 1+2", "'@py' is not known here");
        eve.ask("create 1 password", "can't be one");
        eve.ask("create me password", "can't be one");
        eve.ask("create Eve short", "A password has from 8 to 200 characters");
        eve.ask("create ADMIN longenough", "There is somebody called 'ADMIN' already.");
        eve.ask("connect nobody longenough", "There is nobody of that name with that password.");
        eve.ask("quit", "Goodbye.");
        eve.awaitEnd();
    }

    @Test
    void whoReadsNothingIsDroppedAndNobodyElseWaits() throws IOException {
        game = TestGame.open(data);
        Client anna = game.player("Anna");
        game.player("Bob");
        Client bob = Client.deaf(game.game().port());
        bob.type("connect Bob \"long enough\"");
        anna.ask("who", "Bob");
        String shout = "'" + "x".repeat(990);
        Eventually.await().atMost(Duration.ofMinutes(1)).until(() -> {
            for (int i = 0; i < 200; i++) {
                anna.type(shout);
            }
            anna.ask("who", "playing.");
            return !anna.ask("who", "playing.").contains("2 sessions");
        });
        anna.ask("who", "2 are playing.");
        bob.close();
    }

    @Test
    void moreConnectionsThanAllowedAreToldSo() throws IOException {
        game = TestGame.open(
                data,
                settings -> settings.telnet(
                        TelnetSettings.standard().at("127.0.0.1", 0).connections(3, 2)));
        Client first = game.stranger();
        game.stranger();
        try (Client third = new Client(game.game().port())) {
            third.await("There are 2 connections from your address already, which is the limit.");
            third.awaitEnd();
        }
        first.ask("quit", "Goodbye.");
        first.awaitEnd();
        Eventually.await().until(() -> {
            try (Client next = new Client(game.game().port())) {
                next.await(".");
                return next.all().contains("Welcome");
            }
        });
    }

    @Test
    void whoIsSilentForTooLongIsToldGoodbye() throws IOException {
        game = TestGame.open(
                data,
                settings -> settings.telnet(
                        TelnetSettings.standard().at("127.0.0.1", 0).idle(Duration.ofMillis(1_500))));
        Client silent = game.stranger();
        silent.await("Nothing was heard of you for 1 seconds. Goodbye.");
        silent.awaitEnd();
    }
}
