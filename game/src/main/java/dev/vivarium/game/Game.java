package dev.vivarium.game;

import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.game.account.Accounts;
import dev.vivarium.game.account.Passwords;
import dev.vivarium.game.approval.Decision;
import dev.vivarium.game.approval.Waiting;
import dev.vivarium.game.audit.Audit;
import dev.vivarium.game.command.AdminCommands;
import dev.vivarium.game.command.BuildingCommands;
import dev.vivarium.game.command.CommandTable;
import dev.vivarium.game.command.EverydayCommands;
import dev.vivarium.game.command.Interpreter;
import dev.vivarium.game.loop.GameLoop;
import dev.vivarium.game.loop.Lateness;
import dev.vivarium.game.py.PyCommands;
import dev.vivarium.game.quota.Accounting;
import dev.vivarium.game.quota.Allowance;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.script.DelayedRuns;
import dev.vivarium.game.script.Scripts;
import dev.vivarium.game.session.Lobby;
import dev.vivarium.game.session.Sessions;
import dev.vivarium.game.store.Database;
import dev.vivarium.game.store.SqliteAccountStore;
import dev.vivarium.game.store.SqliteAuditLog;
import dev.vivarium.game.store.SqliteScriptStore;
import dev.vivarium.game.store.SqliteWorldStore;
import dev.vivarium.game.task.PonderCommand;
import dev.vivarium.game.task.Runs;
import dev.vivarium.game.task.TaskCommands;
import dev.vivarium.game.telnet.TelnetServer;
import dev.vivarium.game.ticket.TicketCommand;
import dev.vivarium.game.ticket.Tickets;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.World;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole game: opens everything in order, and closes it the other way round. Safe for use by any thread. */
public final class Game implements AutoCloseable {

    /** The account that the first start makes. */
    public static final String ADMIN = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(Game.class);
    private static final int PASSWORD_BYTES = 12;

    /** What scripts of one author may make others hear. */
    private static final int MESSAGES = 200;

    private static final Duration MESSAGES_WITHIN = Duration.ofSeconds(10);

    private final Database database;
    private final GameLoop loop;
    private final World world;
    private final Sessions sessions = new Sessions();
    private final Accounts accounts;
    private final Passwords passwords;
    private final Accounting accounting;
    private final Vivarium vivarium;
    private final Scripts scripts;
    private final Lobby lobby;
    private final Audit audit;
    private final Tickets tickets;
    private final TicketCommand ticketCommand;
    private @Nullable TelnetServer telnet;
    private Optional<String> newPassword = Optional.empty();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Game(GameSettings settings, Database database) {
        this.database = database;
        loop = new GameLoop(settings.time(), settings.tick());
        world = new World(new SqliteWorldStore(database), loop);
        accounts = new Accounts(new SqliteAccountStore(database));
        passwords = new Passwords(settings.passwordRounds());
        Budgets messages = new Budgets(MESSAGES, MESSAGES_WITHIN, settings.time());
        accounting = new Accounting(settings.time());
        DelayedRuns delayed = new DelayedRuns(loop, world, sessions, accounting, messages);
        vivarium = settings.engine()
                .capabilityExecutor(loop)
                .durable(delayed::resolve)
                .onStoredTask(delayed::begins)
                .open();
        vivarium.onTaskEnd(
                loop,
                end -> accounting.used(
                        end.task().script().owner(), end.outcome().usage().cpu()));

        CommandTable commands = new CommandTable();
        commands.add(new EverydayCommands(world, sessions, commands).all());
        commands.add(new BuildingCommands(world, loop).all());
        commands.add(new AdminCommands(world, loop).all());
        Runs runs = new Runs(vivarium, loop);
        audit = new Audit(new SqliteAuditLog(database), InstantSource.system(), loop);
        commands.add(new PyCommands(runs, audit, world, messages).all());
        commands.add(audit.all());
        tickets = new Tickets(settings.time());
        ticketCommand = new TicketCommand(tickets);
        commands.add(ticketCommand.all());
        commands.add(new TaskCommands(vivarium).all());
        commands.add(new PonderCommand(runs, accounting).all());
        scripts = new Scripts(
                runs,
                settings.time(),
                world,
                sessions,
                new SqliteScriptStore(database),
                messages,
                accounting,
                audit,
                settings.approveScripts());
        commands.add(scripts.all());
        lobby = new Lobby(
                loop,
                settings.time(),
                world,
                accounts,
                passwords,
                sessions,
                settings.wrongPasswords(),
                settings.newAccounts(),
                new Interpreter(commands));

        loop.onTick(scripts::tick);
        loop.onTick(world::flush);
    }

    /**
     * Opens a game: the database, the engine, the telnet port.
     *
     * @throws IOException if database, store of delays or port can't be had; the message says why
     */
    public static Game open(GameSettings settings) throws IOException {
        Database database = Database.open(settings.data());
        Game game;
        try {
            game = new Game(settings, database);
        } catch (IllegalStateException refused) {
            database.close();
            throw new IOException(refused.getMessage(), refused);
        } catch (RuntimeException broken) {
            database.close();
            throw broken;
        }
        try {
            game.begin(settings);
        } catch (IOException | RuntimeException broken) {
            game.close();
            throw broken;
        }
        return game;
    }

    private void begin(GameSettings settings) throws IOException {
        loop.start();
        newPassword = withAdmin(settings);
        telnet = TelnetServer.open(settings.telnet(), settings.time(), lobby);
    }

    /** The account admin is there, and has the password that was chosen; gives one that nobody has chosen. */
    private Optional<String> withAdmin(GameSettings settings) {
        CompletableFuture<Boolean> there = new CompletableFuture<>();
        loop.execute(() -> there.complete(accounts.find(ADMIN).isPresent()));
        if (there.join() && settings.adminPassword().isEmpty()) {
            return Optional.empty();
        }
        String password = settings.adminPassword().orElseGet(Game::chance);
        String hash = passwords.hash(password).toCompletableFuture().join();
        CompletableFuture<Void> stored = new CompletableFuture<>();
        loop.execute(() -> lobby.enrol(ADMIN, hash, Role.ADMIN).whenComplete((_, failed) -> {
            if (failed == null) {
                stored.complete(null);
            } else {
                stored.completeExceptionally(failed);
            }
        }));
        stored.join();
        return settings.adminPassword().isPresent() ? Optional.empty() : Optional.of(password);
    }

    private static String chance() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The password of the account {@code admin}, if this start has made both. */
    public Optional<String> newPassword() {
        return newPassword;
    }

    /** The telnet port. */
    public int port() {
        return Objects.requireNonNull(telnet, "open").port();
    }

    /** A token by which that account signs in to the page; its last one is no longer good. */
    public String ticket(String name) {
        return tickets.make(name);
    }

    /** Whose token that is; empty if it is not, or no longer, good. */
    public Optional<String> holder(String token) {
        return tickets.holder(token);
    }

    /** What {@code @web} says the page's address is. */
    public void page(URI address) {
        ticketCommand.page(address);
    }

    /** The role of the character of that name; empty if there is none. */
    public CompletionStage<Optional<Role>> role(String name) {
        return CompletableFuture.supplyAsync(() -> world.character(name).map(Character::role), loop);
    }

    /** Why a script of that name's owner, run elsewhere than in the game, can't run now; empty if it can. */
    public CompletionStage<Optional<String>> whyNot(String name) {
        return CompletableFuture.supplyAsync(
                () -> world.character(name).flatMap(who -> accounting.whyNot(who.name(), Allowance.of(who.role()))),
                loop);
    }

    /** A script that is run elsewhere counts on its owner's account, too. */
    public void count(ScriptTask task) {
        String owner = task.script().owner();
        loop.execute(() -> accounting.started(owner));
        task.completion().thenRunAsync(() -> accounting.ended(owner), loop);
    }

    /** The scripts that wait for an admin's approval, oldest first. */
    public CompletionStage<List<Waiting>> waiting() {
        return CompletableFuture.supplyAsync(() -> scripts.waiting(), loop);
    }

    /** An admin, whose role the caller has checked, decides about one; gives what is wrong with that, if anything is. */
    public CompletionStage<Optional<String>> decide(Decision decision) {
        return CompletableFuture.supplyAsync(() -> scripts.decide(decision), loop)
                .thenCompose(decided -> decided);
    }

    /** What is done with powers that others have not. */
    public Audit audit() {
        return audit;
    }

    /** How late the game's ticks come. */
    public Lateness lateness() {
        return loop.lateness();
    }

    /** The engine that runs the game's scripts. */
    public Vivarium vivarium() {
        return vivarium;
    }

    /** Tells everybody, ends all scripts, and stores the world. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (telnet != null) {
            telnet.stopListening();
        }
        loop.execute(() -> sessions.all().forEach(session -> session.end("\nThe game ends now. Goodbye.\n")));
        vivarium.close();
        CompletableFuture<Void> stored = new CompletableFuture<>();
        loop.execute(() -> world.flush().whenComplete((_, failed) -> {
            if (failed == null) {
                stored.complete(null);
            } else {
                stored.completeExceptionally(failed);
            }
        }));
        try {
            stored.join();
        } catch (CompletionException failed) {
            LOG.error("the last changes could not be stored", failed.getCause());
        }
        loop.close();
        passwords.close();
        if (telnet != null) {
            telnet.close();
        }
        database.close();
    }
}
