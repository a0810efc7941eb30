package dev.vivarium.game.script;

import dev.vivarium.game.approval.Decision;
import dev.vivarium.game.command.Call;
import dev.vivarium.game.command.Command;
import dev.vivarium.game.command.CommandProblem;
import dev.vivarium.game.quota.Accounting;
import dev.vivarium.game.quota.Allowance;
import dev.vivarium.game.session.Sessions;
import dev.vivarium.game.session.Words;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Entity;
import dev.vivarium.game.world.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code @script} and {@code @quota}. For the game's thread alone. */
final class ScriptCommands {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptCommands.class);

    private static final String HELP = """
            @script list [THING]                  your scripts, or all that are on a thing of yours
            @script attach THING TRIGGER [= CODE] puts one on a thing of yours, or on 'me'
            @script show NUMBER                   its source and its last error
            @script edit NUMBER [= CODE]          writes it anew
            @script test NUMBER                   runs it now, for you
            @script on NUMBER, off NUMBER         switches it
            @script detach NUMBER                 throws it away
            @script pending                       for admins: what waits for approval; look at it with show, then
            @script approve NUMBER, or            let it run, or
            @script reject NUMBER = REASON        tell its author why not
            Triggers: enter, leave, say (somebody does, in the room), use, tick (each second), timer SECONDS.
            A script finds self (what it is on), here, caller (who set it off, or None) and text (what was said). It acts
            with the rights of who wrote it. Without CODE you type it line by line.""";

    private final Executor loop;
    private final Sessions sessions;
    private final ScriptBook book;
    private final ScriptRunner runner;
    private final Accounting accounting;
    private final Approvals approvals;
    private final boolean approve;

    /** What each admin was shown last: nobody approves what they have not seen as it is. */
    private final Map<String, StoredScript> shown = new HashMap<>();

    ScriptCommands(
            Executor loop,
            Sessions sessions,
            ScriptBook book,
            ScriptRunner runner,
            Accounting accounting,
            Approvals approvals,
            boolean approve) {
        this.loop = loop;
        this.sessions = sessions;
        this.book = book;
        this.runner = runner;
        this.accounting = accounting;
        this.approvals = approvals;
        this.approve = approve;
    }

    List<Command> all() {
        return List.of(
                Command.of("script", "@script WHAT …: see 'help script'", HELP, this::script),
                Command.of("quota", "@quota", "Shows what your scripts may use up, and have used.", this::quota));
    }

    private void script(Call call) {
        String[] parts = call.text().split("\\s+", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "", "list" -> list(call, rest);
            case "attach" -> attach(call, rest);
            case "show" -> show(call, mine(call, rest));
            case "edit" -> edit(call, rest);
            case "test" -> test(call, mine(call, rest));
            case "on" -> turn(call, mine(call, rest), StoredScript.State.ON);
            case "off" -> turn(call, mine(call, rest), StoredScript.State.OFF);
            case "detach" -> detach(call, mine(call, rest));
            case "pending" -> pending(call);
            case "approve" -> decide(call, numbered(admins(call, rest)), Optional.empty());
            case "reject" -> reject(call, admins(call, rest));
            default ->
                throw new CommandProblem("@script has no '" + parts[0]
                        + "': there are list, attach, show, edit, test, on, off, detach, pending, approve and reject.");
        }
    }

    private void list(Call call, String thing) {
        if (thing.isBlank()) {
            tell(call, script -> script.author().equals(call.who().name()), "You have no scripts.");
        } else {
            Entity entity = own(call, thing);
            tell(call, script -> script.entity() == entity.id(), "There is no script on " + entity.name() + ".");
        }
    }

    private void tell(Call call, Predicate<StoredScript> which, String none) {
        String lines = book.all().stream().filter(which).map(this::line).collect(Collectors.joining("\n"));
        call.tell(lines.isEmpty() ? none : lines);
    }

    private String line(StoredScript script) {
        return runner.label(script) + " by " + script.author() + ": "
                + script.state().name().toLowerCase(Locale.ROOT)
                + (script.lastError().isEmpty() ? "" : which(script) + script.lastError());
    }

    private static String which(StoredScript script) {
        return script.state() == StoredScript.State.REJECTED ? ", because: " : ", last error: ";
    }

    /** What {@code who} may put scripts on: itself, and what it owns. */
    private static Entity own(Call call, String name) {
        Entity entity = call.near(name);
        if (entity != call.who()) {
            call.mustOwn(entity);
        }
        return entity;
    }

    private StoredScript mine(Call call, String number) {
        StoredScript script = numbered(number);
        if (!script.author().equals(call.who().name()) && !call.who().role().covers(Role.ADMIN)) {
            throw none(number);
        }
        return script;
    }

    private StoredScript numbered(String number) {
        String digits = number.strip().startsWith("#") ? number.strip().substring(1) : number.strip();
        if (!digits.matches("\\d{1,18}")) {
            throw new CommandProblem("Which script? '@script list' shows their numbers.");
        }
        return book.find(Long.parseLong(digits)).orElseThrow(() -> none(number));
    }

    private static CommandProblem none(String number) {
        return new CommandProblem("You have no script " + number.strip() + ".");
    }

    private void attach(Call call, String rest) {
        int equals = rest.indexOf('=');
        List<String> words = words(equals < 0 ? rest : rest.substring(0, equals));
        if (words.size() < 2) {
            throw new CommandProblem("Usage: @script attach THING TRIGGER [= CODE]");
        }
        Entity entity = own(call, words.getFirst());
        Trigger trigger = Trigger.of(words.subList(1, words.size()))
                .orElseThrow(
                        () -> new CommandProblem(
                                "There is no such trigger: there are enter, leave, say, use, tick and timer SECONDS (1 to 86400)."));
        source(call, equals < 0 ? null : rest.substring(equals + 1), code -> {
            check(call.who(), code, null);
            StoredScript script = new StoredScript(
                    book.nextId(), entity.id(), trigger, code, call.who().name(), state(call.who()), 0, "");
            stored(call, book.put(script), script, "is attached");
        });
    }

    private static List<String> words(String text) {
        try {
            return Words.of(text);
        } catch (IllegalArgumentException unclosed) {
            throw new CommandProblem(String.valueOf(unclosed.getMessage()));
        }
    }

    private interface Coded {
        void write(String code);
    }

    private static void source(Call call, @org.jspecify.annotations.Nullable String code, Coded then) {
        if (code != null) {
            then.write(code.strip());
            return;
        }
        ScriptEditor.open(call.session(), Allowance.of(call.who().role()).characters(), typed -> {
            try {
                then.write(typed);
            } catch (CommandProblem problem) {
                call.tell(problem.line());
            }
        });
    }

    /** Throws if {@code who} has no room for it. */
    private void check(Character who, String code, @org.jspecify.annotations.Nullable StoredScript instead) {
        Allowance allowance = Allowance.of(who.role());
        List<StoredScript> others = book.of(who.name()).stream()
                .filter(script -> !script.equals(instead))
                .toList();
        long size = code.length()
                + others.stream().mapToLong(script -> script.source().length()).sum();
        if (code.isBlank()) {
            throw new CommandProblem("An empty script does nothing: nothing was changed.");
        }
        if (others.size() >= allowance.scripts()) {
            throw new CommandProblem("You have " + others.size() + " scripts, which is the limit (see @quota).");
        }
        if (size > allowance.characters()) {
            throw new CommandProblem("Your scripts would have " + size + " characters together; the limit is "
                    + allowance.characters() + " (see @quota).");
        }
    }

    private StoredScript.State state(Character who) {
        return approve && !ScriptRunner.isTrusted(who) ? StoredScript.State.WAITING : StoredScript.State.ON;
    }

    private void stored(Call call, CompletionStage<Void> stored, StoredScript script, String what) {
        stored.whenComplete((_, failed) -> loop.execute(() -> {
            if (failed != null) {
                call.tell(runner.label(script) + " could not be stored, and will be gone after a restart.");
                return;
            }
            boolean waits = script.state() == StoredScript.State.WAITING;
            call.tell(runner.label(script) + " " + what + (waits ? "; it runs when an admin has approved it." : "."));
            if (waits) {
                sessions.players().stream()
                        .filter(ScriptRunner::isTrusted)
                        .forEach(admin -> admin.hear(runner.label(script) + " by " + script.author()
                                + " waits for approval: see @script pending."));
            }
        }));
    }

    private void show(Call call, StoredScript script) {
        if (ScriptRunner.isTrusted(call.who())) {
            shown.put(call.who().name(), script);
        }
        call.tell(line(script) + "\n" + script.source().strip());
    }

    private void edit(Call call, String rest) {
        int equals = rest.indexOf('=');
        StoredScript known = mine(call, equals < 0 ? rest : rest.substring(0, equals));
        if (!known.author().equals(call.who().name())) {
            // It would act with its author's rights, and do what somebody else wrote.
            throw new CommandProblem(
                    "Only " + known.author() + " can change what acts with " + known.author() + "'s rights.");
        }
        source(call, equals < 0 ? null : rest.substring(equals + 1), code -> {
            StoredScript before = book.find(known.id()).orElseThrow(() -> none(Long.toString(known.id())));
            check(call.who(), code, before);
            StoredScript script = before.written(code, state(call.who()));
            stored(call, book.put(script), script, "is changed");
        });
    }

    private void test(Call call, StoredScript script) {
        if (!ScriptRunner.isTrusted(call.who())) {
            mustBeApproved(script);
        }
        call.tell(runner.label(script) + " runs.");
        runner.test(script, call.session(), call.who());
    }

    private void turn(Call call, StoredScript script, StoredScript.State state) {
        mustBeApproved(script);
        StoredScript changed = script.in(state);
        stored(call, book.put(changed), changed, "is " + state.name().toLowerCase(Locale.ROOT));
    }

    private void detach(Call call, StoredScript script) {
        String label = runner.label(script);
        stored(call, book.remove(script.id()), script.in(StoredScript.State.OFF), "is thrown away");
        LOG.info("{} has thrown away {} of {}", call.who().name(), label, script.author());
    }

    private static void mustBeApproved(StoredScript script) {
        if (script.state() == StoredScript.State.WAITING) {
            throw new CommandProblem("It waits for an admin's approval.");
        }
        if (script.state() == StoredScript.State.REJECTED) {
            throw new CommandProblem(
                    "It was rejected: " + script.lastError() + ". '@script edit " + script.id() + "' changes it.");
        }
    }

    /** Gives {@code rest} if whoever typed it is an admin. */
    private static String admins(Call call, String rest) {
        if (!ScriptRunner.isTrusted(call.who())) {
            LOG.warn("{} tried to approve scripts", call.who().name());
            throw new CommandProblem("Approving scripts is for admins.");
        }
        return rest;
    }

    private void pending(Call call) {
        admins(call, "");
        tell(call, script -> script.state() == StoredScript.State.WAITING, "No script waits for approval.");
    }

    private void reject(Call call, String rest) {
        int equals = rest.indexOf('=');
        if (equals < 0) {
            throw new CommandProblem("Usage: @script reject NUMBER = REASON");
        }
        decide(call, numbered(rest.substring(0, equals)), Optional.of(rest.substring(equals + 1)));
    }

    private void decide(Call call, StoredScript script, Optional<String> rejection) {
        StoredScript seen = shown.get(call.who().name());
        if (seen == null || seen.id() != script.id()) {
            throw new CommandProblem("Look at it first: @script show " + script.id());
        }
        String label = runner.label(script);
        approvals
                .decide(new Decision(
                        call.session().toString(), call.who().name(), script.id(), seen.source(), rejection))
                .whenComplete((problem, _) -> loop.execute(() ->
                        call.tell(problem.orElse(label + (rejection.isEmpty() ? " is approved." : " is rejected.")))));
    }

    private void quota(Call call) {
        Character who = call.who();
        Allowance most = Allowance.of(who.role());
        List<StoredScript> mine = book.of(who.name());
        int size = mine.stream().mapToInt(script -> script.source().length()).sum();
        call.tell(String.format(
                Locale.ROOT,
                """
                runs within a minute      %d of %d
                processor within a minute %.1f s of %d s
                running now               %d of %d
                scripts                   %d of %d
                characters in them        %d of %d""",
                accounting.runs(who.name()),
                most.runs(),
                accounting.cpu(who.name()).toMillis() / 1e3,
                most.cpu().toSeconds(),
                accounting.open(who.name()),
                most.open(),
                mine.size(),
                most.scripts(),
                size,
                most.characters()));
    }
}
