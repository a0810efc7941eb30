package dev.vivarium.game.py;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptFunction;
import dev.vivarium.ScriptTask;
import dev.vivarium.game.audit.Audit;
import dev.vivarium.game.session.LineTaker;
import dev.vivarium.game.session.Session;
import dev.vivarium.game.task.Runs;
import dev.vivarium.game.task.SessionViewer;
import dev.vivarium.game.world.Character;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A console at one session (PY-12, PY-13): a script that stays in its worker, and gets one line after the other. For the
 * game's thread alone.
 */
final class PyConsole implements LineTaker {

    private static final String PROMPT = ">>> ";
    private static final String MORE = "... ";

    private final Runs runs;
    private final Audit audit;
    private final PyScripts scripts;
    private final Session session;
    private final Character who;
    private @Nullable ScriptTask task;
    private @Nullable ScriptFunction step;
    private boolean ended;

    PyConsole(Runs runs, Audit audit, PyScripts scripts, Session session, Character who) {
        this.runs = runs;
        this.audit = audit;
        this.scripts = scripts;
        this.session = session;
        this.who = who;
    }

    void open(@Nullable Object last) {
        session.give(this);
        session.atEnd(this::close);
        session.hear("Python, with self, here, game, search, evennia and vivarium; 'quit' leaves it.");
        Asking asking = new Asking(session, _ -> {}, this::ready);
        task = runs.start(scripts.console(who, asking, last), new SessionViewer(session, ""), this::outcome);
    }

    private void ready(ScriptFunction takesLines) {
        step = takesLines;
        if (ended) {
            takesLines.close();
        } else {
            session.prompt(PROMPT);
        }
    }

    private void outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Problem problem && !ended) {
            session.hear(SessionViewer.text(problem));
            leave();
        }
    }

    @Override
    public void line(Session where, String text) {
        String word = text.strip();
        if (word.equals("@kill")) {
            leave();
        } else if (word.equals("@abort")) {
            session.abort();
        } else if (!session.answer(text)) {
            typed(word, text);
        }
    }

    private void typed(String word, String text) {
        if (word.equals("quit") || word.equals("exit")) {
            leave();
        } else if (step == null) {
            session.hear("The console is not ready yet: a moment.");
        } else {
            take(step, text);
        }
    }

    private void take(ScriptFunction takesLines, String text) {
        Consumer<String> written = audit.begin(session, who.name(), "py console: " + text);
        takesLines
                .call(text)
                .whenComplete((state, failed) -> runs.loop().execute(() -> {
                    written.accept(failed == null ? "RETURNED" : String.valueOf(failed.getMessage()));
                    if (failed != null) {
                        broken(failed);
                    } else if ("exit".equals(state)) {
                        leave();
                    } else if (!ended) {
                        session.prompt("more".equals(state) ? MORE : PROMPT);
                    }
                }));
    }

    private void broken(Throwable failed) {
        if (!ended) {
            session.hear("The console has ended, and its variables are gone: " + failed.getMessage());
            leave();
        }
    }

    private void leave() {
        if (!ended) {
            close();
            session.release(this);
            session.hear("The console is closed.");
        }
    }

    /** Also when the session has ended: nobody could type into it any more. */
    private void close() {
        ended = true;
        if (step != null) {
            step.close();
        }
        if (task != null) {
            task.kill();
        }
    }
}
