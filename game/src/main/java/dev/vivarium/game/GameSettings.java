package dev.vivarium.game;

import dev.vivarium.TimeSource;
import dev.vivarium.VivariumBuilder;
import dev.vivarium.game.telnet.TelnetSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operator may choose; immutable.
 *
 * @param data the folder of the database, made if it is not there
 * @param telnet where and how to listen
 * @param tick from tick to tick of the game
 * @param adminPassword the password of the account {@code admin}, if the first start makes it; empty for one by chance
 * @param passwordRounds how often passwords are hashed
 * @param wrongPasswords that an address may try within a minute
 * @param newAccounts that an address may make within an hour
 * @param approveScripts whether an admin must approve scripts of others before they run
 * @param engine the settings of the engine
 * @param time where time comes from
 */
public record GameSettings(
        Path data,
        TelnetSettings telnet,
        Duration tick,
        Optional<String> adminPassword,
        int passwordRounds,
        int wrongPasswords,
        int newAccounts,
        boolean approveScripts,
        VivariumBuilder engine,
        TimeSource time) {

    /** OWASP's figure for PBKDF2 with HMAC-SHA256. */
    private static final int STRONG = 600_000;

    /** Working settings for a database in {@code data}. */
    public static GameSettings of(Path data, VivariumBuilder engine) {
        return new GameSettings(
                data,
                TelnetSettings.standard(),
                Duration.ofMillis(100),
                Optional.empty(),
                STRONG,
                5,
                20,
                false,
                engine,
                TimeSource.system());
    }

    /** A copy that listens otherwise. */
    public GameSettings telnet(TelnetSettings changed) {
        return new GameSettings(
                data,
                changed,
                tick,
                adminPassword,
                passwordRounds,
                wrongPasswords,
                newAccounts,
                approveScripts,
                engine,
                time);
    }

    /** A copy with a password for the account {@code admin}. */
    public GameSettings adminPassword(Optional<String> changed) {
        return new GameSettings(
                data, telnet, tick, changed, passwordRounds, wrongPasswords, newAccounts, approveScripts, engine, time);
    }

    /** A copy with other rules for strangers. */
    public GameSettings strangers(int changedRounds, int changedWrong, int changedNew) {
        return new GameSettings(
                data,
                telnet,
                tick,
                adminPassword,
                changedRounds,
                changedWrong,
                changedNew,
                approveScripts,
                engine,
                time);
    }

    /** A copy where an admin must approve scripts, or not. */
    public GameSettings approveScripts(boolean changed) {
        return new GameSettings(
                data, telnet, tick, adminPassword, passwordRounds, wrongPasswords, newAccounts, changed, engine, time);
    }

    /** A copy with another engine. */
    public GameSettings engine(VivariumBuilder changed) {
        return new GameSettings(
                data,
                telnet,
                tick,
                adminPassword,
                passwordRounds,
                wrongPasswords,
                newAccounts,
                approveScripts,
                changed,
                time);
    }
}
