package dev.vivarium.game.script;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.game.live.Reach;
import dev.vivarium.game.quota.Accounting;
import dev.vivarium.game.quota.Allowance;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.session.Session;
import dev.vivarium.game.session.Sessions;
import dev.vivarium.game.task.QuestionViewer;
import dev.vivarium.game.task.Runs;
import dev.vivarium.game.task.SessionViewer;
import dev.vivarium.game.task.Viewer;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Entity;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.Room;
import dev.vivarium.game.world.World;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts on their authors' accounts, tells authors what went wrong, and switches off what keeps failing. For the
 * game's thread alone.
 */
final class ScriptRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptRunner.class);

    /** In a row. */
    private static final int MOST_FAILURES = 5;

    private final Runs runs;
    private final World world;
    private final Sessions sessions;
    private final ScriptBook book;
    private final Accounting accounting;
    private final Budgets messages;
    private final Set<Long> running = new HashSet<>();

    ScriptRunner(Runs runs, World world, Sessions sessions, ScriptBook book, Accounting accounting, Budgets messages) {
        this.runs = runs;
        this.world = world;
        this.sessions = sessions;
        this.book = book;
        this.accounting = accounting;
        this.messages = messages;
    }

    /** Whether a run of that script has not ended. */
    boolean isRunning(StoredScript script) {
        return running.contains(script.id());
    }

    /** Runs a script that something has set off; questions go to {@code caller}. */
    void setOff(StoredScript script, @Nullable Character caller, @Nullable String text) {
        Optional<Session> asked = caller == null ? Optional.empty() : sessions.of(caller);
        run(script, caller, text, new QuestionViewer(asked, on(script)));
    }

    /** Runs it for its author to see. */
    void test(StoredScript script, Session session, Character caller) {
        run(script, caller, "test", new SessionViewer(session, on(script)));
    }

    private String on(StoredScript script) {
        return world.find(script.entity()).map(Entity::name).orElse("something");
    }

    private void run(StoredScript script, @Nullable Character caller, @Nullable String text, Viewer viewer) {
        Optional<Entity> self = world.find(script.entity());
        Optional<Character> author = world.character(script.author());
        if (self.isEmpty() || author.isEmpty()) {
            return;
        }
        Allowance allowance = Allowance.of(author.get().role());
        Optional<String> refusal = accounting.whyNot(script.author(), allowance);
        if (refusal.isPresent()) {
            if (accounting.mayTell(script.author())) {
                author.get().hear(label(script) + " was not run: " + refusal.get() + " (see @quota).");
                LOG.info("{} of {} was not run: {}", label(script), script.author(), refusal.get());
            }
            return;
        }
        accounting.started(script.author());
        running.add(script.id());
        runs.start(ready(script, self.get(), caller, text, allowance), viewer, outcome -> {
            running.remove(script.id());
            accounting.ended(script.author());
            judge(script, outcome);
        });
    }

    private Script ready(
            StoredScript script, Entity self, @Nullable Character caller, @Nullable String text, Allowance allowance) {
        Reach reach = new Reach(world, script.author(), messages);
        Script ready = Script.of(script.source())
                .named(label(script))
                .ownedBy(script.author())
                .under(allowance.policy())
                .granting("self", reach.of(self))
                .with("text", text);
        Room here = self.room();
        ready = here == null ? ready.with("here", null) : ready.granting("here", reach.of(here));
        return caller == null ? ready.with("caller", null) : ready.granting("caller", reach.of(caller));
    }

    String label(StoredScript script) {
        return "script #" + script.id() + " on " + on(script) + " (" + script.trigger() + ")";
    }

    private void judge(StoredScript script, Outcome outcome) {
        StoredScript known = book.find(script.id()).orElse(script);
        switch (outcome) {
            case Outcome.Returned _ -> {
                if (known.failures() > 0) {
                    book.replace(script, known.recovered());
                }
            }
            case Outcome.Killed _ -> {}
            case Outcome.Lost lost -> tell(script, lost, "");
            case Outcome.Rejected rejected -> tell(script, rejected, "");
            case Outcome.Problem problem -> failed(script, known, problem);
        }
    }

    private void failed(StoredScript script, StoredScript known, Outcome.Problem problem) {
        boolean last = known.failures() + 1 >= MOST_FAILURES && known.state() == StoredScript.State.ON;
        StoredScript.State then = last ? StoredScript.State.OFF : known.state();
        book.replace(script, known.failed(problem.message(), then));
        String off = "It has failed " + MOST_FAILURES + " times in a row and is switched off: '@script on "
                + script.id() + "' switches it on again.";
        if (last) {
            LOG.warn("{} of {} has failed {} times and is off", label(script), script.author(), MOST_FAILURES);
        }
        tell(script, problem, last ? "\n" + off : "");
    }

    private void tell(StoredScript script, Outcome.Problem problem, String more) {
        world.character(script.author())
                .ifPresent(author -> author.hear(label(script) + ":\n" + SessionViewer.text(problem) + more));
    }

    /** Whether scripts of {@code who} need no approval. */
    static boolean isTrusted(Character who) {
        return who.role().covers(Role.ADMIN);
    }
}
