package dev.vivarium.tests.remote;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.remote.client.RemoteVivarium;
import dev.vivarium.remote.server.RemoteClient;
import dev.vivarium.remote.server.Role;
import dev.vivarium.remote.server.TaskServer;
import dev.vivarium.remote.server.TaskServerSettings;
import dev.vivarium.remote.server.Tokens;
import dev.vivarium.tests.support.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A task server over real workers, with clients anna and bert, who own tasks, and ops, who sees all. */
final class Ground implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Vivarium vivarium;
    final TaskServer server;
    private final Map<String, String> tokens = new HashMap<>();

    private Ground(Vivarium vivarium) {
        this.vivarium = vivarium;
        List<RemoteClient> clients = new ArrayList<>();
        clients.add(client("anna", Role.OWNER, Presets.BUILDER));
        clients.add(client("bert", Role.OWNER, Presets.PLAYER));
        clients.add(client("ops", Role.ADMIN, Presets.PLAYER));
        server = TaskServer.open(vivarium, TaskServerSettings.of(clients));
    }

    static Ground open() {
        Vivarium vivarium =
                Vivarium.builder().workers(1).spares(0).peakWorkers(0).open();
        Waiting.untilReady(vivarium);
        return new Ground(vivarium);
    }

    private RemoteClient client(String name, Role role, Policy ceiling) {
        String token = Tokens.make();
        tokens.put(name, token);
        return new RemoteClient(name, role, ceiling, Tokens.hash(token));
    }

    RemoteVivarium connect(String client) {
        return connect(client, server.address());
    }

    /** By way of another address. */
    RemoteVivarium connect(String client, URI address) {
        return RemoteVivarium.connect(address, token(client));
    }

    String token(String client) {
        return String.valueOf(tokens.get(client));
    }

    /** What {@code client} gets for a request without a body. */
    HttpResponse<String> ask(String client, String method, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(server.address().resolve(path))
                            .header("Authorization", "Bearer " + token(client))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(Waiting.PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    static Outcome outcome(ScriptTask task) {
        try {
            return task.await(Waiting.PATIENCE);
        } catch (TimeoutException | InterruptedException late) {
            throw new AssertionError(late);
        }
    }

    @Override
    public void close() {
        server.close();
        vivarium.close();
    }
}
