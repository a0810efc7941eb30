package dev.vivarium.game.py;

import dev.vivarium.ScriptFunction;
import dev.vivarium.game.session.Session;
import java.util.function.Consumer;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** The session that has asked, as the two scripts of this package see it. For the game's thread alone. */
public final class Asking {

    private final Session session;
    private final Consumer<@Nullable Object> last;
    private final Consumer<ScriptFunction> console;
    private boolean failed;

    Asking(Session session, Consumer<@Nullable Object> last, Consumer<ScriptFunction> console) {
        this.session = session;
        this.last = last;
        this.console = console;
    }

    /** The value of what was typed, which can't leave its script, as Python writes it. */
    @HostAccess.Export
    public void result(String shown) {
        session.hear(shown);
    }

    /** The same with the value, which the next line finds as {@code _}. */
    @HostAccess.Export
    public void result(String shown, @Nullable Object value) {
        session.hear(shown);
        last.accept(value);
    }

    /** It has raised an error. */
    @HostAccess.Export
    public void failed(String traceback) {
        failed = true;
        session.hear(traceback.strip());
    }

    /** What takes the lines of a console. */
    @HostAccess.Export
    public void console(ScriptFunction step) {
        step.keep();
        console.accept(step);
    }

    boolean hasFailed() {
        return failed;
    }
}
