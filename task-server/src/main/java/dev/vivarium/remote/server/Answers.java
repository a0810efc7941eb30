package dev.vivarium.remote.server;

import dev.vivarium.remote.BadJsonException;
import dev.vivarium.remote.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests are answered, those too that fail. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    static void add(RoutesConfig routes) {
        routes.exception(Refused.class, (refused, context) -> problem(context, refused.status(), refused.detail()));
        routes.exception(BadJsonException.class, (bad, context) -> problem(context, 400, bad.line()));
        routes.exception(HttpResponseException.class, Answers::refusedByJavalin);
        routes.exception(Exception.class, Answers::failed);
    }

    private static void refusedByJavalin(HttpResponseException refused, Context context) {
        int status = refused.getStatus();
        problem(
                context,
                status,
                switch (status) {
                    case 404 -> "there is nothing at this address; /openapi.yaml tells what there is";
                    case 405 -> "this address does not know that method; /openapi.yaml tells which it knows";
                    default -> Problem.title(status);
                });
    }

    private static void failed(Exception failure, Context context) {
        if (failure instanceof UncheckedIOException || failure instanceof IOException) {
            return;
        }
        LOG.error("a request failed: {} {}", context.method(), context.path(), failure);
        problem(context, 500, "the server has failed; its log says more");
    }

    private static void problem(Context context, int status, String detail) {
        if (status == 429) {
            context.header("Retry-After", "1");
        }
        context.status(status).contentType(Problem.TYPE).result(Problem.json(status, detail));
    }

    static void answer(Context context, int status, Map<String, @Nullable Object> tree) {
        context.status(status).contentType("application/json").result(Json.write(tree));
    }
}
