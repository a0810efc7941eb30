package dev.vivarium.game.task;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.game.command.Call;
import dev.vivarium.game.command.Command;
import dev.vivarium.game.command.CommandProblem;
import dev.vivarium.game.quota.Accounting;
import dev.vivarium.game.quota.Allowance;
import dev.vivarium.policy.Presets;
import dev.vivarium.value.PythonRepr;
import java.util.List;

/**
 * A command that takes long, and does not make the game wait: the way to write one (RA-1 of Evennia's behaviour, with a
 * handle). The script runs beside the game, on the account of who typed it; what comes of it is told when it comes.
 */
public final class PonderCommand {

    private static final String SOURCE = """
            def long_running_function(number):
                if number < 0:
                    raise ValueError("nobody can ponder less than nothing")
                total = 0
                for candidate in range(2, number + 1):
                    total += all(candidate % divisor for divisor in range(2, int(candidate ** 0.5) + 1)) * candidate
                return total

            _return(long_running_function(number))
            """;

    private final Runs runs;
    private final Accounting accounting;

    /**
     * @param runs starts its script
     * @param accounting bounds how much of that one may do
     */
    public PonderCommand(Runs runs, Accounting accounting) {
        this.runs = runs;
        this.accounting = accounting;
    }

    /** The command. */
    public List<Command> all() {
        return List.of(Command.of(
                "ponder",
                "ponder NUMBER",
                "Adds up all primes up to NUMBER in your head, which takes its time; the game goes on meanwhile.",
                this::ponder));
    }

    private void ponder(Call call) {
        if (!call.text().matches("-?\\d{1,9}")) {
            throw call.usage();
        }
        String who = call.who().name();
        accounting.whyNot(who, Allowance.of(call.who().role())).ifPresent(why -> {
            throw new CommandProblem("Not now: " + why + " (see @quota).");
        });
        Script script = Script.of(SOURCE)
                .named("ponder")
                .ownedBy(who)
                .under(Presets.PLAYER)
                .with("number", Long.parseLong(call.text()));
        accounting.started(who);
        runs.start(script, new SessionViewer(call.session(), "ponder"), outcome -> {
            accounting.ended(who);
            answer(call, outcome);
        });
        call.tell("You begin to ponder.");
    }

    private static void answer(Call call, Outcome outcome) {
        call.tell(
                switch (outcome) {
                    case Outcome.Returned returned -> "The final value is " + PythonRepr.of(returned.value());
                    case Outcome.Problem problem -> "There was an error: " + problem.message();
                });
    }
}
