package dev.vivarium.game.live;

import dev.vivarium.CapabilityException;
import dev.vivarium.game.rate.Budgets;
import dev.vivarium.game.session.Plain;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Entity;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.Room;
import dev.vivarium.game.world.World;
import dev.vivarium.value.PythonRepr;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a script may reach, with its author's rights and not those of whoever set it off (EV-13). The same
 * entity is always the same capability within a run. For the game's thread alone, on which the engine makes all calls.
 */
public final class Reach {

    private static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_DESCRIPTION = 4_000;
    private static final Pattern NUMBER = Pattern.compile("#(\\d{1,18})");

    private final World world;
    private final String author;
    private final Budgets messages;
    private final IdentityHashMap<Entity, LiveEntity> known = new IdentityHashMap<>();

    /**
     * @param author whose rights it has: those of the character of that name at the moment of each call
     * @param messages how much an author who is no admin may make others hear
     */
    public Reach(World world, String author, Budgets messages) {
        this.world = world;
        this.author = author;
        this.messages = messages;
    }

    /** The capability for {@code entity}. */
    public LiveEntity of(Entity entity) {
        return known.computeIfAbsent(entity, this::make);
    }

    /** The same, or null. */
    @Nullable
    LiveEntity orNull(@Nullable Entity entity) {
        return entity == null ? null : of(entity);
    }

    private LiveEntity make(Entity entity) {
        return switch (entity) {
            case Character character -> new LiveCharacter(this, character);
            case Room room -> new LiveRoom(this, room);
            default -> new LiveEntity(this, entity);
        };
    }

    /** The game itself, for admins' scripts. */
    public LiveGame game(Character who) {
        return new LiveGame(this, world, who);
    }

    /** The name by which a persistent delay finds {@code entity} again, in another life of the game, too. */
    static String durableName(Entity entity) {
        return "#" + entity.id();
    }

    /** What was called that when a delay was stored; empty if it is no more, or no longer the author's to use. */
    public Optional<Object> named(String durableName) {
        if (durableName.equals(LiveGame.NAME)) {
            return world.character(author)
                    .filter(who -> who.role().covers(Role.ADMIN))
                    .map(this::game);
        }
        Matcher number = NUMBER.matcher(durableName);
        return number.matches() ? world.find(Long.parseLong(number.group(1))).map(this::of) : Optional.empty();
    }

    List<LiveEntity> all(List<? extends Entity> entities) {
        return entities.stream().map(this::of).toList();
    }

    Role role() {
        return world.character(author).map(Character::role).orElse(Role.PLAYER);
    }

    /** Throws if {@code entity} is not the author's to change. */
    void mustOwn(Entity entity) {
        if (!role().covers(Role.ADMIN) && !author.equals(entity.owner())) {
            throw new CapabilityException(
                    "PermissionError", entity.name() + " is not " + author + "'s, who wrote this script");
        }
    }

    /** What is to be heard for {@code said}: text as it is, other values as Python writes them. */
    String message(@Nullable Object said) {
        if (!role().covers(Role.ADMIN) && !messages.take(author)) {
            throw new CapabilityException(
                    "RuntimeError",
                    "too many messages: " + author + "'s scripts may send " + messages.most() + " within "
                            + messages.window().toSeconds() + " s");
        }
        String text = said instanceof String string
                ? string
                : said instanceof LiveEntity live ? live.toString() : PythonRepr.of(said);
        return Plain.of(text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + " …");
    }

    void describe(Entity entity, String text) {
        mustOwn(entity);
        if (text.length() > LONGEST_DESCRIPTION) {
            throw new CapabilityException(
                    "ValueError", "a description has at most " + LONGEST_DESCRIPTION + " characters");
        }
        world.describe(entity, Plain.of(text));
    }

    void move(Entity entity, Entity where) {
        mustOwn(entity);
        if (where.isGone()) {
            throw gone(where);
        }
        try {
            world.move(entity, where);
        } catch (IllegalArgumentException refused) {
            throw new CapabilityException("ValueError", String.valueOf(refused.getMessage()));
        }
    }

    static CapabilityException gone(Entity entity) {
        return new CapabilityException("ReferenceError", entity.name() + " is no more");
    }
}
