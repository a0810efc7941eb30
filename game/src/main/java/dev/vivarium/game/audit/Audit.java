package dev.vivarium.game.audit;

import dev.vivarium.game.command.Call;
import dev.vivarium.game.command.Command;
import dev.vivarium.game.command.CommandProblem;
import dev.vivarium.game.session.Plain;
import dev.vivarium.game.session.Session;
import dev.vivarium.game.world.Role;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Writes down what is done with powers that others have not, before it is done and when it has ended. */
public final class Audit {

    private static final int SHOWN = 20;
    private static final int MOST_SHOWN = 200;
    private static final int LONGEST = 10_000;

    private final AuditLog log;
    private final InstantSource clock;
    private final Executor loop;

    /** @param loop the game's thread */
    public Audit(AuditLog log, InstantSource clock, Executor loop) {
        this.log = log;
        this.clock = clock;
        this.loop = loop;
    }

    /** Somebody begins something; what is given back is to be told how it ended. */
    public Consumer<String> begin(Session session, String who, String what) {
        return begin(session.toString(), who, what);
    }

    /** The same for what is done elsewhere. Any thread. */
    public Consumer<String> begin(String where, String who, String what) {
        AuditEntry entry = new AuditEntry(log.nextId(), clock.instant(), who, where, cut(what), "begun");
        log.write(entry);
        return outcome -> log.end(entry, cut(outcome));
    }

    /** The last entries, the newest first. Any thread. */
    public CompletionStage<List<AuditEntry>> last(int most) {
        return log.last(most).thenApply(List::reversed);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }

    /** The word that shows it. */
    public List<Command> all() {
        return List.of(
                Command.of("audit", "@audit [NUMBER]", "Shows the last uses of py, and their outcomes.", this::show)
                        .only(Role.ADMIN));
    }

    private void show(Call call) {
        int most = SHOWN;
        if (!call.text().isEmpty()) {
            if (!call.text().matches("[1-9]\\d{0,2}") || Integer.parseInt(call.text()) > MOST_SHOWN) {
                throw new CommandProblem("How many? From 1 to " + MOST_SHOWN + ".");
            }
            most = Integer.parseInt(call.text());
        }
        log.last(most)
                .whenComplete((entries, failed) -> loop.execute(() -> call.tell(
                        failed == null
                                ? entries.stream().map(Audit::line).collect(Collectors.joining("\n"))
                                : "The audit log can't be read just now.")));
    }

    private static String line(AuditEntry entry) {
        return entry.at() + " " + entry.who() + " (" + entry.where() + "): " + Plain.line(entry.what()) + " -> "
                + Plain.line(entry.outcome());
    }
}
