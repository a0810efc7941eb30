package dev.vivarium.remote.server;

import dev.vivarium.Vivarium;
import dev.vivarium.policy.PolicyFile;
import dev.vivarium.remote.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is at which address. Handlers run on virtual threads, each its own. */
final class Routes {

    private final TaskServerSettings settings;
    private final Gate gate;
    private final TaskRoutes tasks;

    Routes(Vivarium vivarium, TaskServerSettings settings, Gate gate) {
        this.settings = settings;
        this.gate = gate;
        tasks = new TaskRoutes(vivarium, settings);
    }

    /** What is answered where. */
    record Route(HandlerType method, String path, Handler handler) {}

    /** All that {@code openapi.yaml} describes. */
    List<Route> all() {
        return List.of(
                new Route(HandlerType.GET, "/v1/health", Routes::health),
                new Route(HandlerType.GET, "/openapi.yaml", Routes::description),
                new Route(HandlerType.GET, "/v1/policies", this::policies),
                new Route(HandlerType.POST, "/v1/tasks", tasks::submit),
                new Route(HandlerType.GET, "/v1/tasks", tasks::list),
                new Route(HandlerType.GET, "/v1/tasks/{id}", tasks::show),
                new Route(HandlerType.GET, "/v1/tasks/{id}/output", tasks::output),
                new Route(HandlerType.POST, "/v1/tasks/{id}/kill", tasks::kill),
                new Route(HandlerType.POST, "/v1/tasks/{id}/questions/{number}", tasks::answerQuestion),
                new Route(HandlerType.GET, "/v1/stream", StreamRoute::stream));
    }

    void add(RoutesConfig routes) {
        routes.before(gate::admit);
        all().forEach(one -> routes.addHttpHandler(one.method(), one.path(), one.handler()));
        Answers.add(routes);
    }

    private static void health(Context context) {
        Answers.answer(context, 200, Json.object("status", "up"));
    }

    private static void description(Context context) throws IOException {
        try (InputStream file = Routes.class.getResourceAsStream("openapi.yaml")) {
            if (file == null) {
                throw new IllegalStateException("openapi.yaml is missing from the jar");
            }
            context.contentType("application/yaml").result(file.readAllBytes());
        }
    }

    private void policies(Context context) {
        RemoteClient client = Gate.session(context).client();
        List<@Nullable Object> trees = new ArrayList<>();
        trees.add(Json.object("name", client.ceiling().name(), "text", PolicyFile.write(client.ceiling())));
        settings.policies().values().stream()
                .filter(policy -> !policy.name().equals(client.ceiling().name()))
                .filter(policy -> policy.whyWiderThan(client.ceiling()).isEmpty())
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(policy -> trees.add(Json.object("name", policy.name(), "text", PolicyFile.write(policy))));
        Answers.answer(
                context,
                200,
                Json.object("client", client.name(), "ceiling", client.ceiling().name(), "policies", trees));
    }
}
