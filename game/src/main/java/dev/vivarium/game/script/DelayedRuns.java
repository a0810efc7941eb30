package dev.vivarium.game.script;

import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;
import dev.vivarium.game.live.Reach;
import dev.vivarium.game.quota.Accounting;
import dev.vivarium.game.quota.Allowance;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.session.Sessions;
import dev.vivarium.game.task.QuestionViewer;
import dev.vivarium.game.task.Runs;
import dev.vivarium.game.task.SessionViewer;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.World;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs of persistent delays, made in this life of the game or another: finds again what they hold, and lets them run on
 * their author's account, if the author still has the rights that they were made with. Safe for use by any thread but the
 * game's own, which it waits for.
 */
public final class DelayedRuns {

    private static final Logger LOG = LoggerFactory.getLogger(DelayedRuns.class);

    /** The game's thread never waits, so this is far more than it takes. */
    private static final Duration LOOP_WITHIN = Duration.ofSeconds(30);

    private final Executor loop;
    private final World world;
    private final Sessions sessions;
    private final Budgets messages;
    private final Accounting accounting;

    /**
     * @param loop the game's thread
     * @param accounting what scripts have used up, these runs included
     * @param messages what the scripts of one author may make others hear
     */
    public DelayedRuns(Executor loop, World world, Sessions sessions, Accounting accounting, Budgets messages) {
        this.loop = loop;
        this.world = world;
        this.sessions = sessions;
        this.messages = messages;
        this.accounting = accounting;
    }

    /** What a delay of {@code owner} holds under that name; empty if there is no such thing any more. */
    public Optional<Object> resolve(String owner, String name) {
        return onLoop(() -> new Reach(world, owner, messages).named(name));
    }

    /** A run is about to begin: one that may not be is killed before it does. */
    public void begins(Delay delay, ScriptTask task) {
        boolean allowed = false;
        try {
            allowed = onLoop(() -> begin(delay, task));
        } finally {
            if (!allowed) {
                task.kill();
            }
        }
    }

    private <T> T onLoop(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(question.get()));
        return answer.orTimeout(LOOP_WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    }

    private boolean begin(Delay delay, ScriptTask task) {
        String owner = task.script().owner();
        String label = "delay " + delay.id() + " (" + delay.name() + ")";
        Optional<Character> author = world.character(owner);
        Optional<String> refusal = author.isEmpty()
                ? Optional.of("there is no " + owner + " any more")
                : whyNot(author.get(), task.script().policy());
        if (refusal.isPresent()) {
            LOG.warn("{} of {} was not run: {}", label, owner, refusal.get());
            author.ifPresent(one -> one.hear(label + " was not run: " + refusal.get() + "."));
            task.onError(loop, _ -> {});
            return false;
        }
        accounting.started(owner);
        Runs.follow(
                loop,
                task,
                new QuestionViewer(sessions.of(author.get()), label),
                outcome -> ended(author.get(), label, outcome));
        return true;
    }

    /** How many run at one time is no reason: after a pause of the game many are due at once. */
    private Optional<String> whyNot(Character author, Policy policy) {
        Role needed = policy.name().equals(Presets.ADMIN.name())
                ? Role.ADMIN
                : policy.name().equals(Presets.PLAYER.name()) ? Role.PLAYER : Role.BUILDER;
        return author.role().covers(needed)
                ? accounting.whyNotInThisMinute(author.name(), Allowance.of(author.role()))
                : Optional.of(author.name() + " is no " + needed.word() + " any more");
    }

    private void ended(Character author, String label, Outcome outcome) {
        accounting.ended(author.name());
        if (outcome instanceof Outcome.Problem problem && !(problem instanceof Outcome.Killed)) {
            LOG.info("{} of {} has failed: {}", label, author.name(), problem.message());
            author.hear(label + ":\n" + SessionViewer.text(problem));
        }
    }
}
