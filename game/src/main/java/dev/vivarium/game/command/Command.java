package dev.vivarium.game.command;

import dev.vivarium.game.world.Role;
import java.util.List;
import java.util.function.Consumer;

/**
 * A word that can be typed. An {@code @} before it may always be there, and none is needed.
 *
 * @param name the word, in small letters
 * @param aliases other words for it
 * @param role who may use it, at least
 * @param usage how it is typed
 * @param help what it does, for {@code help}
 * @param action does it, on the game's thread
 */
public record Command(String name, List<String> aliases, Role role, String usage, String help, Consumer<Call> action) {

    /** A command for everybody. */
    public static Command of(String name, String usage, String help, Consumer<Call> action) {
        return new Command(name, List.of(), Role.PLAYER, usage, help, action);
    }

    /** A copy with other words for it. */
    public Command or(String... words) {
        return new Command(name, List.of(words), role, usage, help, action);
    }

    /** A copy for those of that role. */
    public Command only(Role least) {
        return new Command(name, aliases, least, usage, help, action);
    }
}
