package dev.vivarium.game.command;

import dev.vivarium.game.session.Plain;
import dev.vivarium.game.session.Session;
import dev.vivarium.game.session.Sessions;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Entity;
import dev.vivarium.game.world.Exit;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.Room;
import dev.vivarium.game.world.Search;
import dev.vivarium.game.world.Thing;
import dev.vivarium.game.world.World;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What everybody does. */
public final class EverydayCommands {

    private static final int LONGEST_SPEECH = 1_000;
    private static final int MOST_CARRIED = 50;

    private final World world;
    private final Sessions sessions;
    private final CommandTable table;

    /** @param table what {@code help} tells of */
    public EverydayCommands(World world, Sessions sessions, CommandTable table) {
        this.world = world;
        this.sessions = sessions;
        this.table = table;
    }

    /** All of them. */
    public List<Command> all() {
        return List.of(
                Command.of("look", "look [THING]", "Shows the room, or a thing or somebody in it.", this::look)
                        .or("l"),
                Command.of("say", "say WORDS (or: 'WORDS)", "Says something to all who are in the room.", this::say),
                Command.of("go", "go EXIT (or just the exit's name)", "Leaves the room by an exit.", this::go),
                Command.of("exits", "exits", "Lists the ways out of the room.", this::exits),
                Command.of("get", "get THING", "Takes something that lies here.", this::get)
                        .or("take"),
                Command.of("drop", "drop THING", "Puts down something that you carry.", this::drop),
                Command.of("inventory", "inventory", "Lists what you carry.", this::inventory)
                        .or("i"),
                Command.of("use", "use THING", "Uses something: a script on it may do something then.", this::use),
                Command.of("who", "who", "Lists who is playing.", this::who),
                Command.of("help", "help [WORD]", "Lists the commands, or tells of one.", this::help)
                        .or("?"),
                Command.of(
                        "abort",
                        "@abort",
                        "Refuses to answer the question that waits for your answer. A line that begins with @ is always a"
                                + " command; any other line is the answer.",
                        this::abort),
                Command.of("quit", "quit", "Leaves the game.", this::quit));
    }

    private void look(Call call) {
        call.tell(call.text().isEmpty() ? room(call.who(), call.here()) : shown(call.who(), call.near(call.phrase())));
    }

    private static String shown(Character who, Entity entity) {
        if (entity instanceof Room room) {
            return room(who, room);
        }
        String kind = switch (entity) {
            case Exit exit -> "\nIt leads to " + exit.destination().name() + ".";
            case Character other -> other.isAwake() ? "" : "\nAsleep.";
            case Thing _, Room _ -> "";
        };
        String description = entity.description().isEmpty() ? "Nothing special." : entity.description();
        return entity + "\n" + description + kind;
    }

    private static String room(Character who, Room room) {
        return Stream.of(
                        who.role().covers(Role.BUILDER) ? room.toString() : room.name(),
                        room.description(),
                        list("Exits", room.contents(Exit.class)),
                        list("You see", room.contents(Thing.class)),
                        list(
                                "Here are",
                                room.contents(Character.class).filter(other -> other != who && other.isAwake())))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String list(String what, Stream<? extends Entity> entities) {
        String names = entities.map(Entity::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : what + ": " + names + ".";
    }

    private void say(Call call) {
        if (call.text().isEmpty()) {
            throw call.usage();
        }
        if (call.text().length() > LONGEST_SPEECH) {
            throw new CommandProblem("That is too long to say: at most " + LONGEST_SPEECH + " characters.");
        }
        world.say(call.who(), Plain.line(call.text()));
    }

    private void go(Call call) {
        Room from = call.here();
        String name = call.phrase();
        Exit exit = Call.one(name, Search.best(from.contents(Exit.class).toList(), name));
        Character who = call.who();
        from.tell(who.name() + " leaves by " + exit.name() + ".", who);
        exit.destination().tell(who.name() + " arrives.");
        world.move(who, exit.destination());
        who.hear(room(who, exit.destination()));
    }

    private void exits(Call call) {
        String lines = call.here()
                .contents(Exit.class)
                .map(exit -> exit.name() + " leads to " + exit.destination().name() + ".")
                .collect(Collectors.joining("\n"));
        call.tell(lines.isEmpty() ? "There is no way out." : lines);
    }

    private void get(Call call) {
        String name = call.phrase();
        Entity found = Call.one(name, Search.best(call.here().contents(), name));
        if (!(found instanceof Thing thing)) {
            throw new CommandProblem(found.name() + " can't be taken.");
        }
        if (call.who().contents().size() >= MOST_CARRIED) {
            throw new CommandProblem("You carry " + MOST_CARRIED + " things already, and can't carry more.");
        }
        world.move(thing, call.who());
        call.here().tell(call.who().name() + " takes " + thing.name() + ".", call.who());
        call.tell("You take " + thing.name() + ".");
    }

    private void drop(Call call) {
        String name = call.phrase();
        List<Entity> found = Search.best(call.who().contents(), name);
        if (found.isEmpty()) {
            throw new CommandProblem("You carry no '" + name + "'.");
        }
        Entity thing = Call.one(name, found);
        world.move(thing, call.here());
        call.here().tell(call.who().name() + " drops " + thing.name() + ".", call.who());
        call.tell("You drop " + thing.name() + ".");
    }

    private void inventory(Call call) {
        String names = list("You carry", call.who().contents().stream());
        call.tell(names.isEmpty() ? "You carry nothing." : names);
    }

    private void use(Call call) {
        Entity what = call.near(call.phrase());
        call.tell("You use " + what.name() + ".");
        world.use(call.who(), what);
    }

    private void who(Call call) {
        List<Character> players = sessions.players();
        String lines = players.stream()
                .map(player -> player.name()
                        + (player.role() == Role.PLAYER
                                ? ""
                                : ", " + player.role().word())
                        + (player.sessions() == 1 ? "" : ", " + player.sessions() + " sessions"))
                .collect(Collectors.joining("\n"));
        call.tell(lines + "\n" + players.size() + (players.size() == 1 ? " is" : " are") + " playing.");
    }

    private void help(Call call) {
        if (call.text().isEmpty()) {
            Stream<String> groups = Stream.of(Role.values())
                    .filter(call.who().role()::covers)
                    .map(role -> "For " + role.word() + "s: "
                            + table.open(role).stream()
                                    .filter(command -> command.role() == role)
                                    .map(Command::name)
                                    .collect(Collectors.joining(", ")));
            call.tell(groups.collect(Collectors.joining("\n"))
                    + "\n'help WORD' tells more. Words may be shortened, and may have an @ before them.");
            return;
        }
        String typed = call.phrase().toLowerCase(Locale.ROOT);
        String word = typed.startsWith("@") ? typed.substring(1) : typed;
        List<Command> found = table.exact(word)
                .filter(command -> call.who().role().covers(command.role()))
                .map(List::of)
                .orElseGet(() -> table.shortFor(word, call.who().role()));
        if (found.isEmpty()) {
            throw new CommandProblem("There is no help on '" + Plain.line(typed) + "'.");
        }
        call.tell(found.stream().map(EverydayCommands::text).collect(Collectors.joining("\n\n")));
    }

    private static String text(Command command) {
        return command.usage() + "\n" + command.help()
                + (command.aliases().isEmpty() ? "" : "\nAlso: " + String.join(", ", command.aliases()));
    }

    private void abort(Call call) {
        call.tell(call.session().abort() ? "You don't answer." : "Nobody waits for an answer of yours.");
    }

    private void quit(Call call) {
        Session session = call.session();
        Character who = call.who();
        session.end("Goodbye, " + who.name() + ".\n");
        Room room = who.room();
        if (!who.isAwake() && room != null) {
            room.tell(who.name() + " falls asleep.", who);
        }
    }
}
