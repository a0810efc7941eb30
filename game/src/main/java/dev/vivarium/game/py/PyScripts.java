package dev.vivarium.game.py;

import dev.vivarium.Script;
import dev.vivarium.game.live.Reach;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.World;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The two scripts that run what admins type. */
final class PyScripts {

    private static final String ONE_LINE = read("one_line.py");
    private static final String CONSOLE = read("console.py");

    private final World world;
    private final Budgets messages;

    PyScripts(World world, Budgets messages) {
        this.world = world;
        this.messages = messages;
    }

    private static String read(String name) {
        try (InputStream in = PyScripts.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Script oneLine(Character who, Asking asking, String source, @Nullable Object last) {
        return of(ONE_LINE, "py", who, asking).with("source", source).with("last", last);
    }

    Script console(Character who, Asking asking, @Nullable Object last) {
        return of(CONSOLE, "py console", who, asking).with("last", last);
    }

    private Script of(String text, String name, Character who, Asking asking) {
        Reach reach = new Reach(world, who.name(), messages);
        return Script.of(text)
                .named(name)
                .ownedBy(who.name())
                .under(Presets.ADMIN)
                .granting("self", reach.of(who))
                .granting("here", reach.of(Objects.requireNonNull(who.room(), "characters are always in a room")))
                .granting("game", reach.game(who))
                .granting("asking", asking);
    }
}
