package dev.vivarium.remote.server;

import dev.vivarium.Question;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskTable;
import dev.vivarium.Vivarium;
import dev.vivarium.remote.Json;
import dev.vivarium.remote.JsonFields;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client does with its tasks. Handlers run on virtual threads, each its own. */
final class TaskRoutes {

    private static final int MOST_LISTED = 1_000;
    private static final int MOST_LINES = 10_000;

    /** So many bytes of what is too long are read and dropped: who still sends when the connection ends hears no reason. */
    private static final long READ_PAST = 1 << 20;

    private final Vivarium vivarium;
    private final TaskServerSettings settings;

    TaskRoutes(Vivarium vivarium, TaskServerSettings settings) {
        this.vivarium = vivarium;
        this.settings = settings;
    }

    void submit(Context context) {
        Session session = Gate.session(context);
        Submission submission = Submission.of(body(context), session.client(), settings.policies());
        ScriptTask task =
                session.tasks().start(vivarium, submission, settings.bounds().maxOpenTasks());
        Answers.answer(context, 201, TaskTrees.tree(task));
    }

    private TaskTable table(Context context) {
        RemoteClient client = Gate.session(context).client();
        return client.role() == Role.ADMIN ? vivarium.tasks() : vivarium.tasks().ownedBy(client.name());
    }

    void list(Context context) {
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
        found.stream().limit(MOST_LISTED).forEach(task -> trees.add(TaskTrees.summary(task)));
        Answers.answer(context, 200, Json.object("tasks", trees, "more", found.size() > MOST_LISTED));
    }

    void show(Context context) {
        Answers.answer(context, 200, TaskTrees.tree(find(context)));
    }

    private ScriptTask find(Context context) {
        String text = context.pathParam("id");
        long id = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        return switch (table(context).find(id)) {
            case TaskTable.Found.Task(ScriptTask task) -> task;
            // To an owner an old task of another's must not look otherwise than one that never was.
            case TaskTable.Found.Expired _
            when Gate.session(context).client().role() == Role.ADMIN ->
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

    void output(Context context) {
        int from = (int) number(context, "from", 0);
        int most = (int) number(context, "lines", MOST_LINES);
        if (most < 1 || most > MOST_LINES) {
            throw new Refused(400, "parameter 'lines' must be from 1 to " + MOST_LINES);
        }
        TaskTable.Page page = TaskTable.Page.of(find(context).output(), from, most);
        Answers.answer(context, 200, Json.object("lines", page.lines(), "from", page.from(), "all", page.all()));
    }

    void kill(Context context) {
        Answers.answer(context, 200, Json.object("result", find(context).kill() ? "REQUESTED" : "ALREADY_DONE"));
    }

    void answerQuestion(Context context) {
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
        Answers.answer(context, 200, Json.object("result", wish.flag("cancel") ? "CANCELLED" : "ANSWERED"));
    }

    private @Nullable Object body(Context context) {
        long most = settings.bounds().maxBody().bytes();
        if (context.req().getContentLengthLong() > most + READ_PAST) {
            throw tooLarge(most);
        }
        try (InputStream stream = context.bodyInputStream()) {
            byte[] body = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
            if (body.length > most) {
                stream.skip(READ_PAST);
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
}
