package dev.vivarium.remote.server;

import dev.vivarium.remote.Json;
import java.util.Map;

/** What clients are told of errors: RFC 9457, with words of our own for each status. */
final class Problem {

    static final String TYPE = "application/problem+json";

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "bad request"),
            Map.entry(401, "who are you?"),
            Map.entry(403, "not allowed"),
            Map.entry(404, "not found"),
            Map.entry(405, "wrong method"),
            Map.entry(409, "not open any more"),
            Map.entry(410, "not kept any more"),
            Map.entry(413, "too large"),
            Map.entry(414, "address too long"),
            Map.entry(429, "too much at a time"),
            Map.entry(431, "too many headers"),
            Map.entry(500, "a fault of the server's"),
            Map.entry(503, "closing"));

    private Problem() {}

    static String json(int status, String detail) {
        return Json.write(
                Json.object("type", "about:blank", "title", title(status), "status", status, "detail", detail));
    }

    static String title(int status) {
        return TITLES.getOrDefault(status, "refused");
    }
}
