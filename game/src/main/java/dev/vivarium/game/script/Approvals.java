package dev.vivarium.game.script;

import dev.vivarium.game.approval.Decision;
import dev.vivarium.game.approval.Waiting;
import dev.vivarium.game.audit.Audit;
import dev.vivarium.game.session.Plain;
import dev.vivarium.game.world.World;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of scripts that an admin must approve before they run. What is decided is written down. For the game's thread
 * alone.
 */
final class Approvals {

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
    private static final int LONGEST_REASON = 500;

    private final ScriptBook book;
    private final ScriptRunner runner;
    private final World world;
    private final Audit audit;

    Approvals(ScriptBook book, ScriptRunner runner, World world, Audit audit) {
        this.book = book;
        this.runner = runner;
        this.world = world;
        this.audit = audit;
    }

    /** Those that wait, oldest first. */
    List<Waiting> waiting() {
        return book.all().stream()
                .filter(script -> script.state() == StoredScript.State.WAITING)
                .map(script -> new Waiting(script.id(), runner.label(script), script.author(), script.source()))
                .toList();
    }

    /** Decides about one; when that is on the disk, gives what is wrong with the decision, or nothing. */
    CompletionStage<Optional<String>> decide(Decision decision) {
        StoredScript script = book.find(decision.id()).orElse(null);
        if (script == null || script.state() != StoredScript.State.WAITING) {
            return no("Script #" + decision.id() + " does not wait for approval.");
        }
        if (!script.source().equals(decision.source())) {
            return no("Script #" + decision.id() + " has changed since you looked at it: look again.");
        }
        String reason = Plain.line(decision.rejection().orElse("")).strip();
        if (decision.rejection().isPresent() && (reason.isEmpty() || reason.length() > LONGEST_REASON)) {
            return no("A rejection needs a reason, of " + LONGEST_REASON + " characters at most.");
        }
        return decided(decision, script, reason);
    }

    private static CompletionStage<Optional<String>> no(String why) {
        return CompletableFuture.completedStage(Optional.of(why));
    }

    private CompletionStage<Optional<String>> decided(Decision decision, StoredScript script, String reason) {
        boolean approved = decision.rejection().isEmpty();
        String verdict = approved ? "is approved." : "is rejected: " + reason;
        String label = runner.label(script);
        LOG.warn("{}: {} of {} {}", decision.admin(), label, script.author(), verdict);
        audit.begin(
                        decision.where(),
                        decision.admin(),
                        (approved ? "approve " : "reject ") + label + " of " + script.author() + ": " + script.source())
                .accept(approved ? "approved" : "rejected: " + reason);
        CompletionStage<Void> stored = book.put(approved ? script.in(StoredScript.State.ON) : script.rejected(reason));
        world.character(script.author()).ifPresent(author -> author.hear(label + " " + verdict));
        return stored.handle(
                (_, failed) -> failed == null ? Optional.empty() : Optional.of("It could not be stored: see the log."));
    }
}
