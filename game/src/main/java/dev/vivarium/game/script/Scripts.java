package dev.vivarium.game.script;

import dev.vivarium.TimeSource;
import dev.vivarium.game.approval.Decision;
import dev.vivarium.game.approval.Waiting;
import dev.vivarium.game.audit.Audit;
import dev.vivarium.game.command.Command;
import dev.vivarium.game.quota.Accounting;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.session.Sessions;
import dev.vivarium.game.task.Runs;
import dev.vivarium.game.world.World;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Puts this room together. For the game's thread alone. */
public final class Scripts {

    private final Triggers triggers;
    private final ScriptCommands commands;
    private final Approvals approvals;

    /**
     * Scripts that {@code store} keeps, set off by what happens in {@code world}. Waits for the disk.
     *
     * @param approve whether an admin must approve what others write
     * @param messages what the scripts of one author may make others hear
     * @param accounting what the scripts of each author have used up
     * @param audit where it is written down what admins approve
     */
    public Scripts(
            Runs runs,
            TimeSource time,
            World world,
            Sessions sessions,
            ScriptStore store,
            Budgets messages,
            Accounting accounting,
            Audit audit,
            boolean approve) {
        ScriptBook book = new ScriptBook(store);
        ScriptRunner runner = new ScriptRunner(runs, world, sessions, book, accounting, messages);
        triggers = new Triggers(time, book, runner);
        approvals = new Approvals(book, runner, world, audit);
        commands = new ScriptCommands(runs.loop(), sessions, book, runner, accounting, approvals, approve);
        world.listen(triggers);
    }

    /** To be called at each tick of the game. */
    public void tick() {
        triggers.tick();
    }

    /** Those that wait for an admin's approval, oldest first. */
    public List<Waiting> waiting() {
        return approvals.waiting();
    }

    /** An admin decides about one; when that is on the disk, gives what is wrong with the decision, or nothing. */
    public CompletionStage<Optional<String>> decide(Decision decision) {
        return approvals.decide(decision);
    }

    /** The words for scripts. */
    public List<Command> all() {
        return commands.all();
    }
}
