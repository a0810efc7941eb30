package dev.vivarium.game.py;

import dev.vivarium.Outcome;
import dev.vivarium.game.audit.Audit;
import dev.vivarium.game.command.Call;
import dev.vivarium.game.command.Command;
import dev.vivarium.game.command.CommandProblem;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.session.Session;
import dev.vivarium.game.task.Runs;
import dev.vivarium.game.task.SessionViewer;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.World;
import dev.vivarium.value.PythonRepr;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code py}, as Evennia has it (PY-1 to PY-16), and better where that was a fault: off the game's thread, with limits,
 * written down, and each session with its own last value {@code _}. For the game's thread alone.
 */
public final class PyCommands {

    private static final String TIME = "time";

    private final Runs runs;
    private final Audit audit;
    private final PyScripts scripts;

    /** The last value of each session, if it could leave its script. */
    private final Map<Session, @Nullable Object> last = new HashMap<>();

    /** @param messages what others than admins may make their neighbours hear */
    public PyCommands(Runs runs, Audit audit, World world, Budgets messages) {
        this.runs = runs;
        this.audit = audit;
        scripts = new PyScripts(world, messages);
    }

    /** All of them. */
    public List<Command> all() {
        return List.of(Command.of("py", "@py[/time] [SOURCE]", """
                        Runs Python: an expression, whose value is shown, or statements. Without SOURCE a console that
                        keeps its variables; 'quit' leaves it, '@kill' alone on a line stops what runs in it.
                        There are: self and me (you), here, game, search(NAME), evennia, vivarium, and _, the last value.
                        py/time says how long it took. Every use is written down: see @audit.""", this::py).only(Role.ADMIN));
    }

    private void py(Call call) {
        boolean timed = switches(call);
        Session session = call.session();
        if (call.text().isEmpty()) {
            new PyConsole(runs, audit, scripts, session, call.who()).open(last.get(session));
            return;
        }
        session.hear(">>> " + call.text());
        Consumer<String> written = audit.begin(session, call.who().name(), "py " + call.text());
        Asking asking = new Asking(session, value -> remember(session, value), _ -> {});
        runs.start(
                scripts.oneLine(call.who(), asking, call.text(), last.get(session)),
                new SessionViewer(session, ""),
                outcome -> {
                    ended(session, asking, outcome);
                    if (timed) {
                        session.hear(time(outcome));
                    }
                    written.accept(word(outcome));
                });
    }

    private static boolean switches(Call call) {
        for (String typed : call.switches()) {
            if (typed.isEmpty() || !TIME.startsWith(typed)) {
                throw new CommandProblem("py has no switch '" + typed + "': there is 'time'.");
            }
        }
        return !call.switches().isEmpty();
    }

    private void remember(Session session, @Nullable Object value) {
        if (!last.containsKey(session)) {
            session.atEnd(() -> last.remove(session));
        }
        if (!session.isEnded()) {
            last.put(session, value);
        }
    }

    /** What dialogues have returned is shown as well; an error was shown when it was raised. */
    private static void ended(Session session, Asking asking, Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned returned -> returned.calls().forEach(value -> session.hear(PythonRepr.of(value)));
            case Outcome.Problem problem -> {
                if (!asking.hasFailed()) {
                    session.hear(SessionViewer.text(problem));
                }
            }
        }
    }

    static String word(Outcome outcome) {
        return outcome instanceof Outcome.Problem problem ? outcome.name() + ": " + problem.message() : outcome.name();
    }

    private static String time(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "(%.1f ms, %.1f ms of a processor)",
                outcome.usage().wall().toNanos() / 1e6,
                outcome.usage().cpu().toNanos() / 1e6);
    }
}
