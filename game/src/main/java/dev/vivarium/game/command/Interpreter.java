package dev.vivarium.game.command;

import dev.vivarium.game.session.LineTaker;
import dev.vivarium.game.session.Plain;
import dev.vivarium.game.session.Session;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Exit;
import dev.vivarium.game.world.Room;
import dev.vivarium.game.world.Search;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a line means: a command's word, a way out of the room, or the beginning of either. Exact words come
 * first. For the game's thread alone.
 */
public final class Interpreter implements LineTaker {

    private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);

    private final CommandTable table;

    /** @param table what there is to type */
    public Interpreter(CommandTable table) {
        this.table = table;
    }

    @Override
    public void line(Session session, String text) {
        String line = text.strip();
        if (!line.isEmpty()) {
            Character who = session.character().orElseThrow();
            try {
                run(session, who, line);
            } catch (CommandProblem problem) {
                session.hear(problem.line());
            } catch (RuntimeException | StackOverflowError failed) {
                LOG.error("'{}' failed for {}", Plain.line(line), who.name(), failed);
                session.hear("That failed, and it is not your fault: it has been written down.");
            }
        }
    }

    private void run(Session session, Character who, String line) {
        if (line.startsWith("'") || line.startsWith("\"")) {
            call(session, who, table.exact("say").orElseThrow(), List.of(), line.substring(1));
            return;
        }
        int end = 0;
        while (end < line.length() && !java.lang.Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        List<String> typed =
                List.of(line.substring(0, end).toLowerCase(Locale.ROOT).split("/", -1));
        String first = typed.getFirst();
        String word = first.startsWith("@") ? first.substring(1) : first;
        List<String> switches = typed.subList(1, typed.size());
        String rest = line.substring(end).strip();

        Optional<Command> exact = table.exact(word);
        if (exact.isPresent()) {
            call(session, who, exact.get(), switches, rest);
            return;
        }
        Optional<Exit> exit =
                exits(who).filter(way -> way.name().equalsIgnoreCase(line)).findFirst();
        if (exit.isPresent()) {
            go(session, who, exit.get().name());
            return;
        }
        abbreviated(session, who, line, word, switches, rest);
    }

    private void abbreviated(
            Session session, Character who, String line, String word, List<String> switches, String rest) {
        List<Command> commands = word.isEmpty() ? List.of() : table.shortFor(word, who.role());
        List<Exit> ways = Search.best(exits(who).toList(), line);
        if (commands.size() + ways.size() > 1) {
            throw new CommandProblem("'" + word + "' could be "
                    + Stream.concat(
                                    commands.stream().map(Command::name),
                                    ways.stream().map(way -> "the exit " + way.name()))
                            .collect(Collectors.joining(", "))
                    + ": type more of it.");
        }
        if (commands.size() == 1) {
            call(session, who, commands.getFirst(), switches, rest);
        } else if (ways.size() == 1) {
            go(session, who, ways.getFirst().name());
        } else {
            throw unknown(who, word);
        }
    }

    private CommandProblem unknown(Character who, String word) {
        List<String> near = Suggestions.of(
                word, Stream.concat(table.words(who.role()), exits(who).map(Exit::name)));
        String shown = Plain.line(word.length() <= 40 ? word : word.substring(0, 40) + "…");
        return new CommandProblem("'" + shown + "' is no command and no way out. "
                + (near.isEmpty() ? "'help' lists what there is." : "Did you mean " + String.join(" or ", near) + "?"));
    }

    private static Stream<Exit> exits(Character who) {
        Room room = who.room();
        return room == null ? Stream.empty() : room.contents(Exit.class);
    }

    private void go(Session session, Character who, String exit) {
        call(session, who, table.exact("go").orElseThrow(), List.of(), exit);
    }

    private static void call(Session session, Character who, Command command, List<String> switches, String rest) {
        if (!who.role().covers(command.role())) {
            LOG.warn(
                    "{} ({}) tried '{}', which is for {}s",
                    who.name(),
                    who.role().word(),
                    command.name(),
                    command.role().word());
            throw new CommandProblem(
                    "'" + command.name() + "' is for " + command.role().word() + "s.");
        }
        command.action().accept(new Call(session, who, command, switches, rest));
    }
}
