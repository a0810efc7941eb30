package dev.vivarium.web;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskTable;
import dev.vivarium.TimeSource;
import dev.vivarium.Vivarium;
import dev.vivarium.Workers;
import dev.vivarium.policy.Policy;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpResponseException;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered where. Each request has a virtual thread of its own, which may wait. */
final class Routes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String COOKIE = "vivarium";

    /** Browsers send it to other sites only after asking these: no other page can act in a user's name. */
    private static final String OWN_HEADER = "X-Vivarium";

    private static final int LARGEST_BODY = 512 * 1024;
    private static final int AUDIT_LINES = 100;
    private static final String APPROVING = "approving scripts is for admins";
    private static final long HOST_WITHIN_SECONDS = 10;

    private final Vivarium vivarium;
    private final WebHost host;
    private final Sessions sessions;
    private final Tries tries;
    private final Recent recent;
    private final TimeSource.Cancellation watching;
    private final TimeSource time;
    private final Page page = new Page();

    Routes(Vivarium vivarium, WebHost host, WebSettings settings) {
        this.vivarium = vivarium;
        this.host = host;
        time = settings.time();
        sessions = new Sessions(settings.sessions(), settings.session(), settings.time());
        tries = new Tries(settings.wrongTokens(), settings.time());
        recent = new Recent(settings.time());
        watching = vivarium.onTaskEnd(Runnable::run, recent::add);
    }

    void add(RoutesConfig routes) {
        routes.before(Routes::guard);
        routes.get("/", this::start);
        routes.get("/static/{name}", context -> asset(context, page.own(context.pathParam("name")), "no-cache"));
        routes.get("/lib/<path>", context -> asset(context, page.library(context.pathParam("path")), "max-age=86400"));
        routes.get(
                "/metrics",
                context -> context.contentType("text/plain; version=0.0.4").result(host.metrics()));
        routes.post("/api/session", this::signIn);
        routes.delete("/api/session", this::signOut);
        routes.get("/api/me", context -> answer(context, Views.me(user(session(context)))));
        routes.post("/api/tasks", this::run);
        routes.delete("/api/tasks/{id}", this::kill);
        routes.get("/api/tasks/{id}", context -> answer(context, Views.run(find(context), 0)));
        routes.post("/api/tasks/{id}/answer", this::reply);
        routes.get("/api/waiting", this::waiting);
        routes.post("/api/waiting/{id}", this::decide);
        routes.get("/api/audit", this::audit);
        routes.get("/api/stream", this::stream);
        routes.exception(Refused.class, (refused, context) -> problem(context, refused.status(), refused.line()));
        routes.exception(
                HttpResponseException.class,
                (odd, context) -> problem(
                        context,
                        odd.getStatus(),
                        odd.getStatus() == 404 ? "there is nothing at this address" : "not so here"));
        routes.exception(Exception.class, (failed, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), failed);
            problem(context, 500, "the server has failed; its log says more");
        });
    }

    private static void guard(Context context) {
        context.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store");
        boolean reads =
                context.method().name().equals("GET") || context.method().name().equals("HEAD");
        if (!reads && context.header(OWN_HEADER) == null) {
            throw new Refused(400, "a request that changes something needs the header " + OWN_HEADER);
        }
    }

    private static void answer(Context context, Object record) {
        context.contentType("application/json").result(Json.write(record));
    }

    private static void problem(Context context, int status, String text) {
        context.status(status);
        answer(context, new Views.Problem(text));
    }

    private static String body(Context context) throws IOException {
        try (InputStream in = context.bodyInputStream()) {
            byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                context.header("Connection", "close");
                throw new Refused(413, "a request has at most " + LARGEST_BODY / 1024 + " KB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** What the host says, which is soon: its threads don't wait for anybody. */
    private static <T> T of(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(HOST_WITHIN_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    // ---- files ---------------------------------------------------------------------------------------------------

    private void start(Context context) {
        Page.Start start = page.start();
        context.header("Content-Security-Policy", start.rules()).html(start.html());
    }

    private static void asset(Context context, Optional<Page.Asset> asset, String caching) {
        Page.Asset found = asset.orElseThrow(() -> new Refused(404, "there is no such file"));
        context.header("Cache-Control", caching).contentType(found.type()).result(found.text());
    }

    // ---- who -----------------------------------------------------------------------------------------------------

    /** What a browser sends to sign in. */
    record Token(@Nullable String token) {}

    private void signIn(Context context) throws IOException {
        String address = context.ip();
        if (!tries.mayTry(address)) {
            throw new Refused(429, "too many wrong tokens from your address: wait a minute");
        }
        String token = Json.text(
                Json.read(body(context), Token.class, "{\"token\": \"…\"}").token(), "token");
        String name = of(host.nameOf(token)).orElse(null);
        if (name == null) {
            tries.wasWrong(address);
            LOG.warn("a wrong token from {}", address);
            throw new Refused(403, "this token is not, or no longer, good");
        }
        Cookie cookie = new Cookie(COOKIE, sessions.open(name));
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setPath("/");
        context.cookie(cookie);
        LOG.info("{} has signed in to the page from {}", name, address);
        context.status(204);
    }

    private void signOut(Context context) {
        sessions.end(context.cookie(COOKIE));
        context.removeCookie(COOKIE, "/").status(204);
    }

    private Session session(Context context) {
        return sessions.find(context.cookie(COOKIE)).orElseThrow(() -> new Refused(401, "sign in first"));
    }

    private WebUser user(Session session) {
        return of(host.user(session.name())).orElseThrow(() -> new Refused(401, "your account is no more"));
    }

    // ---- scripts -------------------------------------------------------------------------------------------------

    /** What a browser sends to run something. */
    record Submission(@Nullable String source, @Nullable String policy) {}

    private void run(Context context) throws IOException {
        Session session = session(context);
        WebUser user = user(session);
        Submission wanted = Json.read(body(context), Submission.class, "{\"source\": \"…\", \"policy\": \"…\"}");
        String source = Json.text(wanted.source(), "source");
        String name = Json.text(wanted.policy(), "policy");
        Policy policy = user.policies().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(403, "you may not run scripts under that policy"));
        of(host.whyNot(user.name())).ifPresent(why -> {
            throw new Refused(429, "not now: " + why);
        });
        Consumer<String> written = user.admin()
                ? host.begin("page, " + context.ip(), user.name(), "run under " + policy.name() + ": " + source)
                : _ -> {};
        ScriptTask task = vivarium.run(
                Script.of(source).named("page").ownedBy(user.name()).under(policy), _ -> {}, _ -> {});
        host.started(task);
        task.completion().thenAccept(outcome -> written.accept(word(outcome)));
        session.add(task);
        context.status(201);
        answer(context, new Views.Started(task.id().number()));
    }

    private static String word(Outcome outcome) {
        return outcome instanceof Outcome.Problem problem ? outcome.name() + ": " + problem.message() : outcome.name();
    }

    /** The tasks that this user may see. */
    private TaskTable table(WebUser user) {
        return user.admin() ? vivarium.tasks() : vivarium.tasks().ownedBy(user.name());
    }

    private static long id(Context context) {
        String text = context.pathParam("id");
        if (!text.matches("\\d{1,18}")) {
            throw new Refused(400, "that is no number");
        }
        return Long.parseLong(text);
    }

    private ScriptTask find(Context context) {
        return switch (table(user(session(context))).find(id(context))) {
            case TaskTable.Found.Task(ScriptTask task) -> task;
            case TaskTable.Found.Expired() -> throw new Refused(410, "that task ended long ago");
            case TaskTable.Found.Unknown() -> throw new Refused(404, "there is no such task");
        };
    }

    private void kill(Context context) {
        WebUser user = user(session(context));
        long id = id(context);
        switch (table(user).kill(id)) {
            case REQUESTED -> {
                if (user.admin()) {
                    host.begin("page, " + context.ip(), user.name(), "kill " + id)
                            .accept("asked for");
                }
                context.status(204);
            }
            case ALREADY_DONE -> throw new Refused(409, "that task has ended already");
            case UNKNOWN -> throw new Refused(404, "there is no such task");
        }
    }

    /** What a browser sends as an answer. */
    record Reply(@Nullable String text) {}

    private void reply(Context context) throws IOException {
        ScriptTask task = find(context);
        String text = Json.text(
                Json.read(body(context), Reply.class, "{\"text\": \"…\"}").text(), "text");
        Question open =
                task.questions().stream().findFirst().orElseThrow(() -> new Refused(409, "nothing is asked any more"));
        if (!open.answer(text)) {
            throw new Refused(409, "that answer came too late");
        }
        context.status(204);
    }

    // ---- what there is to see ------------------------------------------------------------------------------------

    private void audit(Context context) {
        admin(context, "the audit log is for admins");
        answer(context, of(host.audit(AUDIT_LINES)).stream().map(Views::audit).toList());
    }

    private WebUser admin(Context context, String refusal) {
        WebUser user = user(session(context));
        if (!user.admin()) {
            throw new Refused(403, refusal);
        }
        return user;
    }

    private void waiting(Context context) {
        admin(context, APPROVING);
        answer(context, of(host.waiting()).stream().map(Views::waiting).toList());
    }

    /** What a browser sends to decide: the source that was shown, and a reason if the script may not run. */
    record Deciding(@Nullable String source, @Nullable String reason) {}

    private void decide(Context context) throws IOException {
        WebUser user = admin(context, APPROVING);
        long id = id(context);
        Deciding wanted = Json.read(body(context), Deciding.class, "{\"source\": \"…\", \"reason\": \"…\"}");
        Verdict verdict = new Verdict(
                "page, " + context.ip(),
                user.name(),
                id,
                Json.text(wanted.source(), "source"),
                Optional.ofNullable(wanted.reason()));
        of(host.decide(verdict)).ifPresent(why -> {
            throw new Refused(409, why);
        });
        context.status(204);
    }

    private Views.State state(Session session) {
        WebUser user = user(session);
        Workers workers = user.admin() ? of(vivarium.workers()) : null;
        return new Views.State(
                Views.rows(table(user)),
                workers == null ? null : Views.present(workers),
                workers == null ? null : Views.gone(workers),
                vivarium.stats(),
                recent.points(),
                user.admin() ? recent.shares() : null,
                user.admin() ? of(host.waiting()).size() : null);
    }

    private void stream(Context context) throws IOException, InterruptedException {
        Session session = session(context);
        context.contentType("text/event-stream").header("X-Accel-Buffering", "no");
        try {
            new Stream(
                            session,
                            context.res().getOutputStream(),
                            () -> {
                                // An open page counts as used.
                                sessions.find(context.cookie(COOKIE));
                                return state(session);
                            },
                            time)
                    .serve();
        } catch (IOException | Refused | CompletionException gone) {
            LOG.debug("the stream to {} has ended", session.name(), gone);
        }
    }

    @Override
    public void close() {
        watching.cancel();
        sessions.close();
    }
}
