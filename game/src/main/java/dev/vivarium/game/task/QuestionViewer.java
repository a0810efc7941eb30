package dev.vivarium.game.task;

import dev.vivarium.Question;
import dev.vivarium.game.session.Session;
import java.util.Optional;

/** Shows a script's questions, if there is anybody to answer; what it prints is found by {@code @output}. */
public final class QuestionViewer implements Viewer {

    private final Optional<SessionViewer> asked;

    /**
     * @param session who is asked; empty if there is nobody
     * @param asks who asks, as the player is told
     */
    public QuestionViewer(Optional<Session> session, String asks) {
        asked = session.map(one -> new SessionViewer(one, asks));
    }

    @Override
    public void output(String text) {
        // Kept with the task.
    }

    @Override
    public void question(Question question) {
        asked.ifPresentOrElse(viewer -> viewer.question(question), question::cancel);
    }
}
