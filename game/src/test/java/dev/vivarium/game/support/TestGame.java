package dev.vivarium.game.support;

import dev.vivarium.Vivarium;
import dev.vivarium.game.Game;
import dev.vivarium.game.GameSettings;
import dev.vivarium.game.telnet.TelnetSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A game on any free port, with one worker, where strangers may do more than usual and hashing is quick. */
public final class TestGame implements AutoCloseable {

    public static final String ADMIN_PASSWORD = "the admin's own";
    private static final String PASSWORD = "long enough";

    private final Game game;
    private final List<Client> clients = new ArrayList<>();

    private TestGame(Game game) {
        this.game = game;
    }

    public static TestGame open(Path data) throws IOException {
        return open(data, settings -> settings);
    }

    public static TestGame open(Path data, UnaryOperator<GameSettings> change) throws IOException {
        GameSettings settings = GameSettings.of(
                        data, Vivarium.builder().workers(1).spares(0).peakWorkers(0))
                .adminPassword(Optional.of(ADMIN_PASSWORD))
                .strangers(1_000, 1_000, 1_000)
                .telnet(TelnetSettings.standard().at("127.0.0.1", 0).connections(500, 500));
        return new TestGame(Game.open(change.apply(settings)));
    }

    public Game game() {
        return game;
    }

    /** A connection that has not signed in. */
    public Client stranger() throws IOException {
        Client client = new Client(game.port());
        clients.add(client);
        client.await("Names with spaces");
        return client;
    }

    /** The admin. */
    public Client admin() throws IOException {
        Client client = stranger();
        client.ask("connect admin \"" + ADMIN_PASSWORD + "\"", "Hello, admin.");
        return client;
    }

    /** A new player. */
    public Client player(String name) throws IOException {
        Client client = stranger();
        client.ask("create \"" + name + "\" \"" + PASSWORD + "\"", "Hello, " + name + ".");
        return client;
    }

    /** A player who has been here. */
    public Client again(String name) throws IOException {
        Client client = stranger();
        client.ask("connect \"" + name + "\" \"" + PASSWORD + "\"", "Hello, ");
        return client;
    }

    /** A new builder. */
    public Client builder(String name, Client admin) throws IOException {
        Client client = player(name);
        admin.ask("@role " + name + " = builder", name + " is a builder now.");
        client.await("You are a builder now.");
        return client;
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        game.close();
    }
}
