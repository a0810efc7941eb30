package dev.vivarium.game.script;

import dev.vivarium.game.session.LineTaker;
import dev.vivarium.game.session.Session;
import java.util.function.Consumer;

/** Takes the lines of a script, up to one that is a single dot. For the game's thread alone. */
final class ScriptEditor implements LineTaker {

    private final StringBuilder source = new StringBuilder();
    private final int most;
    private final Consumer<String> done;

    private ScriptEditor(int most, Consumer<String> done) {
        this.most = most;
        this.done = done;
    }

    /** Gives the next lines of {@code session} to an editor. */
    static void open(Session session, int most, Consumer<String> done) {
        session.give(new ScriptEditor(most, done));
        session.hear("Type the script. A line with a dot alone ends it, @abort throws it away.");
    }

    @Override
    public void line(Session session, String text) {
        if (text.strip().equals("@abort")) {
            session.release(this);
            session.hear("Nothing was changed.");
        } else if (text.strip().equals(".")) {
            session.release(this);
            done.accept(source.toString());
        } else if (source.length() + text.length() > most) {
            session.release(this);
            session.hear("That is longer than " + most + " characters, and nothing was changed.");
        } else {
            source.append(text).append('\n');
        }
    }
}
