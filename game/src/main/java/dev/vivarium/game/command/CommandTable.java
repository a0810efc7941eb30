package dev.vivarium.game.command;

import dev.vivarium.game.world.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All commands, by word. For the game's thread alone. */
public final class CommandTable {

    private final List<Command> commands = new ArrayList<>();
    private final Map<String, Command> byWord = new LinkedHashMap<>();

    /**
     * Adds some.
     *
     * @throws IllegalArgumentException if a word is taken
     */
    public void add(List<Command> more) {
        for (Command command : more) {
            commands.add(command);
            Stream.concat(Stream.of(command.name()), command.aliases().stream()).forEach(word -> {
                if (byWord.putIfAbsent(word, command) != null) {
                    throw new IllegalArgumentException("there are two commands '" + word + "'");
                }
            });
        }
    }

    /** The command of exactly that word, whoever may use it. */
    public Optional<Command> exact(String word) {
        return Optional.ofNullable(byWord.get(word));
    }

    /** The commands for that role that {@code word} may be short for. */
    List<Command> shortFor(String word, Role role) {
        return byWord.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(word))
                .map(Map.Entry::getValue)
                .filter(command -> role.covers(command.role()))
                .distinct()
                .toList();
    }

    /** Those for that role, in the order in which they were added. */
    List<Command> open(Role role) {
        return commands.stream().filter(command -> role.covers(command.role())).toList();
    }

    /** The words for that role. */
    Stream<String> words(Role role) {
        return byWord.entrySet().stream()
                .filter(entry -> role.covers(entry.getValue().role()))
                .map(Map.Entry::getKey);
    }
}
