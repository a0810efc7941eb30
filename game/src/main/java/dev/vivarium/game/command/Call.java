package dev.vivarium.game.command;

import dev.vivarium.game.session.Session;
import dev.vivarium.game.session.Words;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Entity;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.Room;
import dev.vivarium.game.world.Search;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A command as it was typed.
 *
 * @param session where
 * @param who by whom
 * @param command which
 * @param switches the words after slashes: {@code py/time} has one
 * @param text what came after the word; without spaces around it
 */
public record Call(Session session, Character who, Command command, List<String> switches, String text) {

    /** Answers, at the session where it was typed. */
    public void tell(String answer) {
        session.hear(answer);
    }

    /** The words of the text. */
    public List<String> words() {
        try {
            return Words.of(text);
        } catch (IllegalArgumentException unclosed) {
            throw new CommandProblem(String.valueOf(unclosed.getMessage()));
        }
    }

    /** The text without quotes around it. */
    public String phrase() {
        if (text.isEmpty()) {
            throw usage();
        }
        return unquoted(text);
    }

    private static String unquoted(String part) {
        String stripped = part.strip();
        if (stripped.startsWith("\"") && (stripped.length() < 2 || !stripped.endsWith("\""))) {
            throw new CommandProblem("A quote is not closed: names in quotes need a \" at both ends.");
        }
        return stripped.startsWith("\"") ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    /** What is before and what is after the first {@code =}; the second is empty if there is none. */
    public List<String> sides() {
        int equals = text.indexOf('=');
        String left = equals < 0 ? text : text.substring(0, equals);
        if (left.isBlank()) {
            throw usage();
        }
        return List.of(
                unquoted(left), equals < 0 ? "" : text.substring(equals + 1).strip());
    }

    /** To be thrown: it was typed in another way than it should. */
    public CommandProblem usage() {
        return new CommandProblem("Usage: " + command.usage());
    }

    /** The room in which this is typed. */
    public Room here() {
        Room room = who.room();
        if (room == null) {
            throw new CommandProblem("You are nowhere.");
        }
        return room;
    }

    /** What is meant by {@code name}, near who types. */
    public Entity near(String name) {
        return one(name, Search.around(who, name));
    }

    /** The only one of {@code found}; says so if there is none, or more. */
    public static <E extends Entity> E one(String name, List<E> found) {
        if (found.isEmpty()) {
            throw new CommandProblem("There is no '" + name + "' here.");
        }
        if (found.size() > 1) {
            throw new CommandProblem("Which '" + name + "'? "
                    + found.stream().map(Entity::toString).collect(Collectors.joining(", ")) + ".");
        }
        return found.getFirst();
    }

    /** Throws if that is not {@code who}'s to change. */
    public void mustOwn(Entity entity) {
        if (!who.role().covers(Role.ADMIN) && !who.name().equals(entity.owner())) {
            throw new CommandProblem(entity.name() + " is not yours.");
        }
    }
}
