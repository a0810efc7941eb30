package dev.vivarium.remote.server;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may ask, and how much. Safe for use by any thread. */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** What needs no token. */
    static final Set<String> OPEN = Set.of("/v1/health", "/openapi.yaml");

    private static final String SESSION = "session";

    private final TaskServerSettings settings;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Rate wrongTokens;

    Gate(TaskServerSettings settings) {
        this.settings = settings;
        wrongTokens = new Rate(settings.bounds().maxWrongTokensPerSecond());
        settings.clients().forEach(one -> sessions.put(one.name(), Session.of(one, settings.bounds())));
    }

    /** Finds out whose request it is, or refuses it. */
    void admit(Context context) {
        context.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
        if (OPEN.contains(context.path())) {
            return;
        }
        Session session = Tokens.find(settings.clients(), context.header("Authorization"))
                .map(client -> sessions.get(client.name()))
                .orElseThrow(() -> unknown(context));
        if (!session.rate().take()) {
            throw new Refused(
                    429,
                    "more than " + settings.bounds().maxRequestsPerSecond()
                            + " requests in a second (setting maxRequestsPerSecond)");
        }
        context.attribute(SESSION, session);
    }

    /**
     * Nobody is locked out by others' wrong tokens: valid ones have 256 random bits, so the limit is there to make many
     * wrong ones cheap here, not to make guessing slower.
     */
    private Refused unknown(Context context) {
        context.header("Connection", "close");
        if (!wrongTokens.take()) {
            return new Refused(
                    429,
                    "more than " + settings.bounds().maxWrongTokensPerSecond()
                            + " requests without a valid token in a second (setting maxWrongTokensPerSecond)");
        }
        context.header("WWW-Authenticate", "Bearer");
        return new Refused(401, "a header 'Authorization: Bearer TOKEN' with a valid token is needed");
    }

    /** Whose request it is, which has been admitted. */
    static Session session(Context context) {
        Session session = context.attribute(SESSION);
        if (session == null) {
            throw new IllegalStateException("a route without a session");
        }
        return session;
    }

    /** A quarter of a second is over; with {@code second} a whole one, too. */
    void tick(boolean second) {
        if (second) {
            int wrong = wrongTokens.refill();
            if (wrong > 0) {
                LOG.warn("{} requests without a valid token within a second", wrong);
            }
        }
        for (Session session : sessions.values()) {
            session.tick(second);
        }
    }

    /** No more requests are to be answered. Returns when all streams have said so, or do not read. */
    void close() {
        sessions.values().forEach(session -> session.hub().close());
        sessions.values().forEach(session -> session.hub().awaitLeft());
    }
}
