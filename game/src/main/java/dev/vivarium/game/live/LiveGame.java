package dev.vivarium.game.live;

import dev.vivarium.CapabilityException;
import dev.vivarium.DurableCapability;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Entity;
import dev.vivarium.game.world.Search;
import dev.vivarium.game.world.World;
import java.util.List;
import java.util.stream.Collectors;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** The game, as an admin's script sees it. */
public final class LiveGame implements DurableCapability {

    static final String NAME = "game";

    private final Reach reach;
    private final World world;
    private final Character who;

    LiveGame(Reach reach, World world, Character who) {
        this.reach = reach;
        this.world = world;
        this.who = who;
    }

    @Override
    public String durableName() {
        return NAME;
    }

    /** What is meant by a name or {@code #number}: near who asks, else anywhere. None if there is nothing. */
    @HostAccess.Export
    public @Nullable Object search(String name) {
        List<Entity> near = Search.around(who, name);
        List<Entity> found = near.isEmpty() ? Search.best(world.all(), name) : near;
        if (found.size() > 1) {
            throw new CapabilityException(
                    "LookupError",
                    "several match: "
                            + found.stream().limit(10).map(Entity::toString).collect(Collectors.joining(", ")));
        }
        return found.isEmpty() ? null : reach.of(found.getFirst());
    }

    /** Makes a thing where who asks is. */
    @HostAccess.Export
    public Object create(String name) {
        Entity where = who.location();
        if (name.isBlank() || name.length() > 60 || where == null) {
            throw new CapabilityException("ValueError", "a name has from 1 to 60 characters");
        }
        return reach.of(world.create(name.strip(), where, who.name()));
    }

    /** All characters. */
    @HostAccess.Export
    public List<LiveEntity> characters() {
        return reach.all(
                world.all().stream().filter(Character.class::isInstance).toList());
    }
}
