package dev.vivarium.game.script;

import dev.vivarium.TimeSource;
import dev.vivarium.game.command.Command;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.session.Sessions;
import dev.vivarium.game.task.Runs;
import dev.vivarium.game.world.World;
import java.util.List;

/** Puts this room together. For the game's thread alone. */
public final class Scripts {

    private final Triggers triggers;
    private final ScriptCommands commands;

    /**
     * Scripts that {@code store} keeps, set off by what happens in {@code world}. Waits for the disk.
     *
     * @param approve whether an admin must approve what others write
     * @param messages what the scripts of one author may make others hear
     */
    public Scripts(
            Runs runs,
            TimeSource time,
            World world,
            Sessions sessions,
            ScriptStore store,
            Budgets messages,
            boolean approve) {
        ScriptBook book = new ScriptBook(store);
        Accounting accounting = new Accounting(time);
        ScriptRunner runner = new ScriptRunner(runs, world, sessions, book, accounting, messages);
        triggers = new Triggers(time, book, runner);
        commands = new ScriptCommands(runs.loop(), world, sessions, book, runner, accounting, approve);
        world.listen(triggers);
    }

    /** To be called at each tick of the game. */
    public void tick() {
        triggers.tick();
    }

    /** The words for scripts. */
    public List<Command> all() {
        return commands.all();
    }
}
