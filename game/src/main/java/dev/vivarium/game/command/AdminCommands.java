package dev.vivarium.game.command;

import dev.vivarium.game.loop.GameLoop;
import dev.vivarium.game.loop.Lateness;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What those do who run the game. */
public final class AdminCommands {

    private static final Logger LOG = LoggerFactory.getLogger(AdminCommands.class);

    private final World world;
    private final GameLoop loop;

    /** @param loop the game's thread */
    public AdminCommands(World world, GameLoop loop) {
        this.world = world;
        this.loop = loop;
    }

    /** All of them. */
    public List<Command> all() {
        return List.of(
                Command.of("role", "@role NAME = player|builder|admin", "Says what somebody may do.", this::role)
                        .only(Role.ADMIN),
                Command.of("ticks", "@ticks", "Says how late the game's ticks come.", this::ticks)
                        .only(Role.ADMIN));
    }

    private void role(Call call) {
        List<String> sides = call.sides();
        Character who = world.character(sides.getFirst())
                .orElseThrow(() -> new CommandProblem("There is nobody called '" + sides.getFirst() + "'."));
        Role role = Role.of(sides.getLast()).orElseThrow(call::usage);
        if (who == call.who()) {
            throw new CommandProblem("Somebody else has to change what you may do.");
        }
        world.promote(who, role);
        String what = (role == Role.ADMIN ? "an " : "a ") + role.word();
        LOG.warn("{} has made {} {}", call.who().name(), who.name(), what);
        world.flush()
                .whenComplete((_, failed) -> loop.execute(() -> {
                    call.tell(who.name() + " is " + what + " now.");
                    who.hear("You are " + what + " now.");
                }));
    }

    private void ticks(Call call) {
        Lateness.Report report = loop.lateness().report();
        call.tell("A tick every " + millis(report.period()) + "; " + report.ticks() + " so far, " + report.missed()
                + " left out. Late by " + millis(report.median()) + " (median), " + millis(report.p99()) + " (p99), "
                + millis(report.worst()) + " (worst of the last 6000).");
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
