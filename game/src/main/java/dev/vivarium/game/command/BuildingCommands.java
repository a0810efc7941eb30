package dev.vivarium.game.command;

import dev.vivarium.game.session.Plain;
import dev.vivarium.game.world.Entity;
import dev.vivarium.game.world.Exit;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.Room;
import dev.vivarium.game.world.Thing;
import dev.vivarium.game.world.World;
import java.util.List;
import java.util.concurrent.Executor;

/** What builders do. Each says that it is done when it is on the disk. */
public final class BuildingCommands {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_DESCRIPTION = 4_000;
    private static final int MOST_OWNED = 1_000;

    private final World world;
    private final Executor loop;

    /** @param loop the game's thread */
    public BuildingCommands(World world, Executor loop) {
        this.world = world;
        this.loop = loop;
    }

    /** All of them. */
    public List<Command> all() {
        return List.of(
                Command.of(
                                "dig",
                                "@dig ROOM [= EXIT[, WAY BACK]]",
                                "Makes a room, and exits to it and back if they are named.",
                                this::dig)
                        .only(Role.BUILDER),
                Command.of("open", "@open EXIT = #ROOM", "Makes an exit from here to a room that exists.", this::open)
                        .only(Role.BUILDER),
                Command.of("create", "@create THING", "Makes a thing, which you then carry.", this::create)
                        .only(Role.BUILDER),
                Command.of(
                                "describe",
                                "@describe THING = WORDS",
                                "Says what one sees who looks at a thing of yours, at 'here' or 'me'.",
                                this::describe)
                        .only(Role.BUILDER),
                Command.of("rename", "@rename THING = NAME", "Gives a thing of yours another name.", this::rename)
                        .only(Role.BUILDER),
                Command.of("destroy", "@destroy THING", "Ends a thing or an exit of yours, for ever.", this::destroy)
                        .only(Role.BUILDER));
    }

    private static String name(String given) {
        String name = Plain.line(given);
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.startsWith("#") || name.contains("\uFFFD")) {
            throw new CommandProblem("A name has from 1 to " + LONGEST_NAME + " letters and does not begin with '#'; '"
                    + name + "' can't be one.");
        }
        return name;
    }

    private void mayOwnMore(Call call) {
        long owned = world.all().stream()
                .filter(entity -> call.who().name().equals(entity.owner()))
                .count();
        if (owned >= MOST_OWNED) {
            throw new CommandProblem("You own " + owned + " things already, which is the limit.");
        }
    }

    private void done(Call call, String text) {
        world.flush()
                .whenComplete((_, failed) -> loop.execute(() -> call.tell(
                        failed == null ? text : text + " It could not be stored yet, and will be tried again.")));
    }

    private void dig(Call call) {
        List<String> sides = call.sides();
        List<String> exits = sides.getLast().isEmpty()
                ? List.of()
                : List.of(sides.getLast().split(",", -1)).stream()
                        .map(exit -> name(exit))
                        .toList();
        if (exits.size() > 2) {
            throw call.usage();
        }
        mayOwnMore(call);
        String owner = call.who().name();
        Room room = world.dig(name(sides.getFirst()), owner);
        if (!exits.isEmpty()) {
            world.open(exits.getFirst(), call.here(), room, owner);
        }
        if (exits.size() == 2) {
            world.open(exits.getLast(), room, call.here(), owner);
        }
        done(call, "You dig " + room + (exits.isEmpty() ? "." : ", with exits: " + String.join(", ", exits) + "."));
    }

    private void open(Call call) {
        List<String> sides = call.sides();
        String to = sides.getLast();
        Entity target = to.matches("#\\d{1,18}")
                ? world.find(Long.parseLong(to.substring(1))).orElse(null)
                : null;
        if (!(target instanceof Room room)) {
            throw new CommandProblem("There is no room '" + to + "': rooms are given by number, such as #1.");
        }
        mayOwnMore(call);
        Exit exit =
                world.open(name(sides.getFirst()), call.here(), room, call.who().name());
        done(call, "You open " + exit + " to " + room + ".");
    }

    private void create(Call call) {
        mayOwnMore(call);
        Thing thing = world.create(name(call.phrase()), call.who(), call.who().name());
        done(call, "You make " + thing + ", and carry it.");
    }

    private void describe(Call call) {
        List<String> sides = call.sides();
        Entity entity = call.near(sides.getFirst());
        if (entity != call.who()) {
            call.mustOwn(entity);
        }
        if (sides.getLast().length() > LONGEST_DESCRIPTION) {
            throw new CommandProblem("A description has at most " + LONGEST_DESCRIPTION + " characters.");
        }
        world.describe(entity, Plain.of(sides.getLast()));
        done(call, entity + " is described.");
    }

    private void rename(Call call) {
        List<String> sides = call.sides();
        Entity entity = call.near(sides.getFirst());
        call.mustOwn(entity);
        String before = entity.toString();
        try {
            world.rename(entity, name(sides.getLast()));
        } catch (IllegalArgumentException refused) {
            throw new CommandProblem(String.valueOf(refused.getMessage()) + ".");
        }
        done(call, before + " is now called " + entity.name() + ".");
    }

    private void destroy(Call call) {
        Entity entity = call.near(call.phrase());
        call.mustOwn(entity);
        String name = entity.toString();
        try {
            world.end(entity);
        } catch (IllegalArgumentException refused) {
            throw new CommandProblem(String.valueOf(refused.getMessage()) + ".");
        }
        done(call, name + " is no more.");
    }
}
