package dev.vivarium.game.session;

import dev.vivarium.TimeSource;
import dev.vivarium.game.account.Account;
import dev.vivarium.game.account.Accounts;
import dev.vivarium.game.account.Passwords;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.Room;
import dev.vivarium.game.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where sessions are before they have signed in: {@code connect} and {@code create}, as in Evennia. */
public final class Lobby implements Door {

    private static final Logger LOG = LoggerFactory.getLogger(Lobby.class);
    private static final Duration WRONG_WITHIN = Duration.ofMinutes(1);
    private static final Duration CREATED_WITHIN = Duration.ofHours(1);

    /** Lines of one connection that may wait for the game's thread; its reader waits when there are more. */
    private static final int LINES_AHEAD = 16;

    private static final String GREETING = """
            Welcome to Vivarium.
              connect NAME PASSWORD   if you have been here before
              create NAME PASSWORD    if you have not
              quit                    to leave
            Names with spaces go in quotes: connect "Anna of the Hill" PASSWORD""";

    private final Executor loop;
    private final World world;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final LineTaker commands;
    private final Budgets wrong;
    private final Budgets created;

    /**
     * @param wrongPerMinute wrong passwords that an address may try within a minute
     * @param createdPerHour accounts that an address may make within an hour
     * @param commands what becomes of lines of those who have signed in
     */
    public Lobby(
            Executor loop,
            TimeSource time,
            World world,
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            int wrongPerMinute,
            int createdPerHour,
            LineTaker commands) {
        this.loop = loop;
        this.world = world;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.commands = commands;
        wrong = new Budgets(wrongPerMinute, WRONG_WITHIN, time);
        created = new Budgets(createdPerHour, CREATED_WITHIN, time);
    }

    @Override
    public Visitor arrive(Wire wire) {
        Guest guest = new Guest(wire);
        loop.execute(guest::open);
        return guest;
    }

    /** The bridge from a connection's thread to the game's. */
    private final class Guest implements Visitor {

        private final Wire wire;
        private final Semaphore ahead = new Semaphore(LINES_AHEAD);
        private @org.jspecify.annotations.Nullable Session session;

        Guest(Wire wire) {
            this.wire = wire;
        }

        void open() {
            session = sessions.open(wire, Lobby.this::line, commands);
            session.hear(GREETING);
        }

        private Session session() {
            return java.util.Objects.requireNonNull(session, "opened before the first line");
        }

        @Override
        public boolean line(String text) throws InterruptedException {
            ahead.acquire();
            return post(() -> {
                ahead.release();
                session().line(text);
            });
        }

        @Override
        public void left() {
            post(() -> Lobby.this.left(session()));
        }

        private boolean post(Runnable task) {
            try {
                loop.execute(task);
                return true;
            } catch (RejectedExecutionException closed) {
                return false;
            }
        }
    }

    private void left(Session session) {
        session.end("");
        session.character().filter(who -> !who.isAwake()).ifPresent(who -> {
            tellRoom(who, who.name() + " falls asleep.");
            LOG.info("{} has left", who.name());
        });
    }

    private void line(Session session, String text) {
        List<String> words;
        try {
            words = Words.of(text);
        } catch (IllegalArgumentException unclosed) {
            session.hear(String.valueOf(unclosed.getMessage()));
            return;
        }
        if (words.isEmpty()) {
            return;
        }
        switch (words.getFirst().toLowerCase(Locale.ROOT)) {
            case "connect", "co", "conn" -> withNameAndPassword(session, words, "connect", this::connect);
            case "create", "cr" -> withNameAndPassword(session, words, "create", this::create);
            case "quit", "q", "exit" -> session.end("Goodbye.\n");
            case "help", "h", "?", "look", "l" -> session.hear(GREETING);
            default ->
                session.hear("'" + Plain.line(words.getFirst()) + "' is not known here: there are connect, create, help"
                        + " and quit.");
        }
    }

    private interface NamedAction {
        void act(Session session, String name, String password);
    }

    private static void withNameAndPassword(Session session, List<String> words, String word, NamedAction action) {
        if (words.size() == 3) {
            action.act(session, words.get(1).strip(), words.get(2));
        } else {
            session.hear(word + " wants a name and a password: " + word + " NAME PASSWORD. Names and passwords with"
                    + " spaces go in quotes.");
        }
    }

    private boolean tooMany(Session session) {
        boolean left = wrong.isLeft(session.address());
        if (!left) {
            session.hear("Too many wrong passwords from your address (" + wrong.most()
                    + " within a minute): wait a minute, then try again.");
        }
        return !left;
    }

    private void connect(Session session, String name, String password) {
        if (tooMany(session)) {
            return;
        }
        // Counted before it is known, or a flood of tries would all be under way before the first is counted.
        wrong.use(session.address(), 1);
        then(session, passwords.matches(password, accounts.find(name)), right -> {
            if (right) {
                wrong.use(session.address(), -1);
                play(
                        session,
                        world.character(accounts.find(name).orElseThrow().name())
                                .orElseThrow());
            } else {
                LOG.warn("a wrong name or password from {}, for {}", session.address(), Plain.line(name));
                session.hear("There is nobody of that name with that password.");
            }
        });
    }

    private void create(Session session, String name, String password) {
        String problem = accounts.whyNot(name, password).orElse(null);
        if (problem != null) {
            session.hear(problem);
        } else if (!created.take(session.address())) {
            session.hear("Too many new accounts from your address (" + created.most() + " within an hour).");
        } else {
            then(session, passwords.hash(password), hash -> enrol(session, name, password, hash));
        }
    }

    /** Checks the name again: somebody else may have been quicker. */
    private void enrol(Session session, String name, String password, String hash) {
        String problem = accounts.whyNot(name, password).orElse(null);
        if (problem != null) {
            session.hear(problem);
            return;
        }
        then(session, enrol(name, hash, Role.PLAYER), _ -> {
            LOG.info("a new account {} from {}", name, session.address());
            play(session, world.character(name).orElseThrow());
        });
    }

    /** Makes account and character; done when they are on the disk. */
    public CompletionStage<Void> enrol(String name, String hash, Role role) {
        Account account = new Account(name, hash);
        // One without an account is what a crash between the two has left.
        Character who = world.character(name).orElseGet(() -> world.appear(name, role));
        world.promote(who, role);
        CompletionStage<Void> stored = world.flush().thenCombine(accounts.add(account), (_, _) -> null);
        stored.whenComplete((_, failed) -> {
            if (failed != null) {
                loop.execute(() -> accounts.forget(account));
            }
        });
        return stored;
    }

    private <T> void then(Session session, CompletionStage<T> stage, Consumer<? super T> next) {
        // On the loop as a task of its own: what fails there is logged.
        stage.whenComplete((value, failed) -> loop.execute(() -> {
            if (session.isEnded() || session.character().isPresent()) {
                return;
            }
            if (failed == null) {
                next.accept(value);
            } else {
                LOG.error("{} could not sign in", session, failed);
                session.hear("That did not work just now: try again in a moment.");
            }
        }));
    }

    private void play(Session session, Character who) {
        boolean first = !who.isAwake();
        session.play(who);
        LOG.info("{} has signed in from {} ({} sessions)", who.name(), session.address(), who.sessions());
        session.hear("Hello, " + who.name() + "."
                + (first ? "" : " You are here " + who.sessions() + " times now: all of your sessions hear the same."));
        if (first) {
            tellRoom(who, who.name() + " wakes up.");
        }
        commands.line(session, "look");
    }

    private static void tellRoom(Character who, String text) {
        Room room = who.room();
        if (room != null) {
            room.tell(text, who);
        }
    }
}
