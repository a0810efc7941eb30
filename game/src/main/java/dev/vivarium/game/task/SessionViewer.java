package dev.vivarium.game.task;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import dev.vivarium.game.session.Ask;
import dev.vivarium.game.session.Session;

/** Shows a script's doings at a session: so much of what it prints, and its questions, which the next line answers. */
public final class SessionViewer implements Viewer {

    private static final int MOST_SHOWN = 64 * 1024;

    private final Session session;
    private final String asks;
    private int shown;

    /** @param asks who asks, as the player is told; empty if that is clear */
    public SessionViewer(Session session, String asks) {
        this.session = session;
        this.asks = asks;
    }

    @Override
    public void output(String text) {
        int left = MOST_SHOWN - shown;
        if (left > 0) {
            shown += text.length();
            session.prompt(
                    text.length() <= left ? text : text.substring(0, left) + "\n… (it prints more: see @output)\n");
        }
    }

    @Override
    public void question(Question question) {
        session.ask(new Ask(
                asks.isEmpty() ? question.text() : asks + " asks: " + question.text() + " (@abort to refuse)",
                question::isOpen,
                question::answer,
                question::cancel));
    }

    /** A problem as its author is told of it. */
    public static String text(Outcome.Problem problem) {
        return problem instanceof Outcome.Failed failed
                ? failed.error().traceback().isBlank()
                        ? failed.message()
                        : failed.error().traceback().strip()
                : "The script was " + problem.message() + ".";
    }
}
