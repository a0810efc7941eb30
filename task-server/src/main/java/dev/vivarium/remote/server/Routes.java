package dev.vivarium.remote.server;

import dev.vivarium.Question;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskTable;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.PolicyFile;
import dev.vivarium.remote.BadJsonException;
import dev.vivarium.remote.Json;
import dev.vivarium.remote.JsonFields;
import dev.vivarium.remote.WireOutcome;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is at which address. Handlers run on virtual threads, each its own. */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /** What needs no token. */
    static final Set<String> OPEN = Set.of("/v1/health", "/openapi.yaml");

    private static final String SESSION = "session";
    private static final int MOST_LISTED = 1_000;
    private static final int MOST_LINES = 10_000;

    private final Vivarium vivarium;
    private final TaskServerSettings settings;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Rate wrongTokens;

    Routes(Vivarium vivarium, TaskServerSettings settings) {
        this.vivarium = vivarium;
        this.settings = settings;
        wrongTokens = new Rate(settings.bounds().maxWrongTokensPerSecond());
        settings.clients().forEach(one -> sessions.put(one.name(), Session.of(one, settings.bounds())));
    }

    /** What is answered where. */
    record Route(HandlerType method, String path, Handler handler) {}

    /** All that {@code openapi.yaml} describes. */
    List<Route> all() {
        return List.of(
                new Route(HandlerType.GET, "/v1/health", context -> answer(context, 200, Json.object("status", "up"))),
                new Route(HandlerType.GET, "/openapi.yaml", Routes::description),
                new Route(HandlerType.GET, "/v1/policies", this::policies),
                new Route(HandlerType.POST, "/v1/tasks", this::submit),
                new Route(HandlerType.GET, "/v1/tasks", this::list),
                new Route(HandlerType.GET, "/v1/tasks/{id}", context -> answer(context, 200, tree(find(context)))),
                new Route(HandlerType.GET, "/v1/tasks/{id}/output", this::output),
                new Route(HandlerType.POST, "/v1/tasks/{id}/kill", this::kill),
                new Route(HandlerType.POST, "/v1/tasks/{id}/questions/{number}", this::answerQuestion),
                new Route(HandlerType.GET, "/v1/stream", this::stream));
    }

    void add(RoutesConfig routes) {
        routes.before(this::admit);
        all().forEach(one -> routes.addHttpHandler(one.method(), one.path(), one.handler()));
        routes.exception(Refused.class, (refused, context) -> problem(context, refused.status(), refused.detail()));
        routes.exception(BadJsonException.class, (bad, context) -> problem(context, 400, bad.line()));
        routes.exception(HttpResponseException.class, Routes::refusedByJavalin);
        routes.exception(Exception.class, Routes::failed);
    }

    // ---- who and how much ------------------------------------------------------------------------------------

    private void admit(Context context) {
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

    private static Session session(Context context) {
        Session session = context.attribute(SESSION);
        if (session == null) {
            throw new IllegalStateException("a route without a session");
        }
        return session;
    }

    private @Nullable Object body(Context context) {
        long most = settings.bounds().maxBody().bytes();
        if (context.req().getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        try (InputStream stream = context.bodyInputStream()) {
            byte[] body = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
            if (body.length > most) {
                throw tooLarge(most);
            }
            return Json.read(body);
        } catch (IOException broken) {
            throw new Refused(400, "the body did not come to its end, or too slowly");
        }
    }

    private static Refused tooLarge(long most) {
        return new Refused(413, "the body may have " + most + " bytes (setting maxBody)");
    }

    // ---- errors ----------------------------------------------------------------------------------------------

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

    private static void answer(Context context, int status, Map<String, @Nullable Object> tree) {
        context.status(status).contentType("application/json").result(Json.write(tree));
    }

    // ---- what there is ---------------------------------------------------------------------------------------

    private static void description(Context context) throws IOException {
        try (InputStream file = Routes.class.getResourceAsStream("openapi.yaml")) {
            if (file == null) {
                throw new IllegalStateException("openapi.yaml is missing from the jar");
            }
            context.contentType("application/yaml").result(file.readAllBytes());
        }
    }

    private void policies(Context context) {
        RemoteClient client = session(context).client();
        List<@Nullable Object> trees = new ArrayList<>();
        trees.add(Json.object("name", client.ceiling().name(), "text", PolicyFile.write(client.ceiling())));
        settings.policies().values().stream()
                .filter(policy -> !policy.name().equals(client.ceiling().name()))
                .filter(policy -> policy.whyWiderThan(client.ceiling()).isEmpty())
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(policy -> trees.add(Json.object("name", policy.name(), "text", PolicyFile.write(policy))));
        answer(
                context,
                200,
                Json.object("client", client.name(), "ceiling", client.ceiling().name(), "policies", trees));
    }

    private void submit(Context context) {
        Session session = session(context);
        Submission submission = Submission.of(body(context), session.client(), settings.policies());
        ScriptTask task =
                session.tasks().start(vivarium, submission, settings.bounds().maxOpenTasks());
        answer(context, 201, tree(task));
    }

    private TaskTable table(Context context) {
        RemoteClient client = session(context).client();
        return client.role() == Role.ADMIN ? vivarium.tasks() : vivarium.tasks().ownedBy(client.name());
    }

    private void list(Context context) {
        String state = context.queryParam("state");
        String name = context.queryParam("name");
        long after = number(context, "after", 0);
        List<ScriptTask> found = table(context).list().stream()
                .filter(task -> task.id().number() > after)
                .filter(task -> state == null || task.state().label().equals(state))
                .filter(task -> name == null || task.script().name().equals(name))
                .limit(MOST_LISTED + 1L)
                .toList();
        List<@Nullable Object> trees = new ArrayList<>();
        found.stream().limit(MOST_LISTED).forEach(task -> trees.add(summary(task)));
        answer(context, 200, Json.object("tasks", trees, "more", found.size() > MOST_LISTED));
    }

    private ScriptTask find(Context context) {
        String text = context.pathParam("id");
        long id = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        return switch (table(context).find(id)) {
            case TaskTable.Found.Task(ScriptTask task) -> task;
            // To an owner an old task of another's must not look otherwise than one that never was.
            case TaskTable.Found.Expired _
            when session(context).client().role() == Role.ADMIN ->
                throw new Refused(410, "task " + id + " has ended and is not kept any more");
            case TaskTable.Found.Expired _, TaskTable.Found.Unknown _ ->
                throw new Refused(404, "no task of yours has this number, or it is not kept any more");
        };
    }

    private static long number(Context context, String parameter, long otherwise) {
        String text = context.queryParam(parameter);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new Refused(400, "parameter '" + parameter + "' must be a whole number");
        }
        return Long.parseLong(text);
    }

    private void output(Context context) {
        int from = (int) number(context, "from", 0);
        int most = (int) number(context, "lines", MOST_LINES);
        if (most < 1 || most > MOST_LINES) {
            throw new Refused(400, "parameter 'lines' must be from 1 to " + MOST_LINES);
        }
        TaskTable.Page page = TaskTable.Page.of(find(context).output(), from, most);
        answer(context, 200, Json.object("lines", page.lines(), "from", page.from(), "all", page.all()));
    }

    private void kill(Context context) {
        answer(context, 200, Json.object("result", find(context).kill() ? "REQUESTED" : "ALREADY_DONE"));
    }

    private void answerQuestion(Context context) {
        ScriptTask task = find(context);
        String number = context.pathParam("number");
        JsonFields wish = JsonFields.of("the body", body(context)).only("answer", "cancel");
        Question question = task.questions().stream()
                .filter(one -> Long.toString(one.number()).equals(number))
                .findFirst()
                .orElseThrow(() -> new Refused(409, "no such question is open"));
        if (wish.flag("cancel") == wish.optionalText("answer").isPresent()) {
            throw new Refused(400, "the body needs either 'answer', a string, or 'cancel', true");
        }
        if (!(wish.flag("cancel") ? question.cancel() : question.answer(wish.text("answer")))) {
            throw new Refused(409, "no such question is open");
        }
        answer(context, 200, Json.object("result", wish.flag("cancel") ? "CANCELLED" : "ANSWERED"));
    }

    private static Map<String, @Nullable Object> summary(ScriptTask task) {
        return Json.object(
                "id", task.id().number(),
                "name", task.script().name(),
                "owner", task.script().owner(),
                "policy", task.script().policy().name(),
                "state", task.state().label(),
                "resident", task.isResident(),
                "parent", task.parent().map(parent -> (Object) parent.number()).orElse(null));
    }

    private static Map<String, @Nullable Object> tree(ScriptTask task) {
        Map<String, @Nullable Object> tree = summary(task);
        List<@Nullable Object> questions = new ArrayList<>();
        task.questions().forEach(one -> questions.add(Json.object("number", one.number(), "text", one.text())));
        tree.put("questions", questions);
        task.outcome().ifPresent(outcome -> tree.put("outcome", WireOutcome.toTree(Told.of(outcome))));
        return tree;
    }

    // ---- the stream ------------------------------------------------------------------------------------------

    private void stream(Context context) throws IOException, InterruptedException {
        Session session = session(context);
        String last = context.header("Last-Event-ID");
        if (last != null && !last.matches("[0-9]{1,18}")) {
            throw new Refused(400, "header 'Last-Event-ID' must be a whole number");
        }
        Stream stream = session.hub().open(last == null ? null : Long.valueOf(last));
        try {
            context.res().setContentType("text/event-stream");
            context.res().setCharacterEncoding("UTF-8");
            ServletOutputStream out = context.res().getOutputStream();
            send(
                    out,
                    "event: hello\ndata: "
                            + Json.write(Json.object("client", session.client().name())) + "\n\n");
            String closed = null;
            while (closed == null) {
                List<Message> messages = session.hub().take(stream);
                send(out, messages.isEmpty() ? ": here\n\n" : text(messages));
                closed = session.hub().whyClosed(stream);
            }
            send(out, "event: closing\ndata: " + Json.write(Json.object("reason", closed)) + "\n\n");
        } catch (IOException gone) {
            LOG.debug("a stream of client {} is gone", session.client().name());
        } finally {
            session.hub().leave(stream);
        }
    }

    private static String text(List<Message> messages) {
        StringBuilder text = new StringBuilder();
        messages.forEach(message -> text.append(message.text()));
        return text.toString();
    }

    private static void send(ServletOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
