package dev.vivarium.game.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All rooms, exits, things and characters. What changes is stored by the next {@link #flush}, which a tick brings at the
 * latest. For the game's thread alone.
 */
public final class World {

    private static final Logger LOG = LoggerFactory.getLogger(World.class);
    private static final String FIRST_ROOM = "The Courtyard";
    private static final String FIRST_DESCRIPTION =
            "A quiet courtyard with a glass house in its middle, in which all sorts of small things are alive.";

    private final WorldStore store;
    private final Executor loop;
    private final Map<Long, Entity> entities = new LinkedHashMap<>();
    private final Map<String, Character> characters = new LinkedHashMap<>();
    private final Set<Entity> changed = new LinkedHashSet<>();
    private final Set<Long> gone = new HashSet<>();
    private final List<WorldListener> listeners = new ArrayList<>();
    private CompletionStage<Void> stored = CompletableFuture.completedStage(null);
    private long lastId;

    /**
     * The world that {@code store} keeps; a new one if that is empty. Waits for the disk.
     *
     * @param loop the game's thread
     */
    public World(WorldStore store, Executor loop) {
        this.store = store;
        this.loop = loop;
        lastId = store.lastId();
        load(store.load());
        if (entities.isEmpty()) {
            describe(dig(FIRST_ROOM, null), FIRST_DESCRIPTION);
        }
    }

    private void load(Collection<EntityRow> rows) {
        List<EntityRow> ordered = rows.stream()
                .sorted(Comparator.comparing((EntityRow row) -> row.kind() == EntityRow.Kind.EXIT)
                        .thenComparingLong(EntityRow::id))
                .toList();
        ordered.forEach(this::revive);
        for (EntityRow row : ordered) {
            Entity entity = entities.get(row.id());
            if (entity != null && row.location() != null) {
                entity.put(entities.get(row.location()));
            }
            if (entity != null && !(entity instanceof Room) && entity.location() == null) {
                // What it was in is gone: better in the first room than nowhere.
                entity.put(start());
            }
        }
    }

    private void revive(EntityRow row) {
        lastId = Math.max(lastId, row.id());
        if (row.kind() == EntityRow.Kind.EXIT
                && !(row.destination() != null && entities.get(row.destination()) instanceof Room)) {
            LOG.warn("exit {} (#{}) leads nowhere and is left out", row.name(), row.id());
            gone.add(row.id());
            return;
        }
        add(
                switch (row.kind()) {
                    case ROOM -> new Room(row);
                    case EXIT -> new Exit(row, (Room) Objects.requireNonNull(entities.get(row.destination())));
                    case THING -> new Thing(row);
                    case CHARACTER -> new Character(row);
                });
    }

    private <E extends Entity> E add(E entity) {
        entities.put(entity.id(), entity);
        if (entity instanceof Character character) {
            characters.put(key(character.name()), character);
        }
        return entity;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Tells {@code listener} from now on what happens. */
    public void listen(WorldListener listener) {
        listeners.add(listener);
    }

    /** Where new characters begin: the oldest room. */
    public Room start() {
        return entities.values().stream()
                .filter(Room.class::isInstance)
                .map(Room.class::cast)
                .min(Comparator.comparingLong(Entity::id))
                .orElseThrow(() -> new IllegalStateException("a world without rooms"));
    }

    /** The entity with that number. */
    public Optional<Entity> find(long id) {
        return Optional.ofNullable(entities.get(id));
    }

    /** The character of that name, in whatever case it is written. */
    public Optional<Character> character(String name) {
        return Optional.ofNullable(characters.get(key(name)));
    }

    /** All entities, oldest first. A copy. */
    public List<Entity> all() {
        return List.copyOf(entities.values());
    }

    /** A new room. */
    public Room dig(String name, @Nullable String owner) {
        return made(new Room(row(EntityRow.Kind.ROOM, name, owner, null, null)), null);
    }

    /** A new exit from {@code from} to {@code to}. */
    public Exit open(String name, Room from, Room to, @Nullable String owner) {
        return made(new Exit(row(EntityRow.Kind.EXIT, name, owner, to.id(), null), to), from);
    }

    /** A new thing in {@code where}. */
    public Thing create(String name, Entity where, @Nullable String owner) {
        return made(new Thing(row(EntityRow.Kind.THING, name, owner, null, null)), where);
    }

    /**
     * A new character in the first room.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public Character appear(String name, Role role) {
        if (characters.containsKey(key(name))) {
            throw new IllegalArgumentException("there is a character called " + name + " already");
        }
        return made(new Character(row(EntityRow.Kind.CHARACTER, name, name, null, role)), start());
    }

    private EntityRow row(
            EntityRow.Kind kind, String name, @Nullable String owner, @Nullable Long destination, @Nullable Role role) {
        return new EntityRow(++lastId, kind, name, "", owner, null, destination, role);
    }

    private <E extends Entity> E made(E entity, @Nullable Entity where) {
        entity.put(where);
        changed.add(entity);
        return add(entity);
    }

    /** Says what one sees who looks at it. */
    public void describe(Entity entity, String description) {
        entity.describe(description);
        changed.add(entity);
    }

    /** Gives it another name; characters keep theirs, which is their account's. */
    public void rename(Entity entity, String name) {
        if (entity instanceof Character) {
            throw new IllegalArgumentException("a character keeps its name");
        }
        entity.rename(name);
        changed.add(entity);
    }

    /** Lets a character do more or less. */
    public void promote(Character character, Role role) {
        character.role(role);
        changed.add(character);
    }

    /**
     * Moves {@code what} into {@code where}.
     *
     * @throws IllegalArgumentException if that is itself or in it, or can't move or hold anything
     */
    public void move(Entity what, Entity where) {
        if (what instanceof Room || what instanceof Exit) {
            throw new IllegalArgumentException(what.name() + " can't be moved");
        }
        if (where instanceof Exit || (what instanceof Character && !(where instanceof Room))) {
            throw new IllegalArgumentException(where.name() + " can't hold " + what.name());
        }
        for (Entity at = where; at != null; at = at.location()) {
            if (at == what) {
                throw new IllegalArgumentException(what.name() + " can't be put into itself");
            }
        }
        Room before = what.room();
        what.put(where);
        changed.add(what);
        Room after = what.room();
        if (what instanceof Character who && before != after) {
            Optional.ofNullable(before).ifPresent(room -> tell(listener -> listener.left(who, room)));
            Optional.ofNullable(after).ifPresent(room -> tell(listener -> listener.entered(who, room)));
        }
    }

    /** {@code who} says something: everybody in its room hears it. */
    public void say(Character who, String text) {
        Room room = who.room();
        if (room != null) {
            who.hear("You say, \"" + text + "\"");
            room.tell(who.name() + " says, \"" + text + "\"", who);
            tell(listener -> listener.said(who, text));
        }
    }

    /** {@code who} uses something. */
    public void use(Character who, Entity what) {
        tell(listener -> listener.used(who, what));
    }

    /**
     * Ends a thing or an exit; what is in it falls to where it was.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public void end(Entity what) {
        if (what instanceof Room || what instanceof Character) {
            throw new IllegalArgumentException(what.name() + " can't be destroyed");
        }
        Entity where = what.location();
        what.contents().forEach(content -> {
            content.put(where);
            changed.add(content);
        });
        what.end();
        entities.remove(what.id());
        changed.remove(what);
        gone.add(what.id());
        tell(listener -> listener.ended(what));
    }

    private void tell(Consumer<WorldListener> news) {
        List.copyOf(listeners).forEach(news);
    }

    /**
     * Gives what has changed to the store.
     *
     * @return done when all that had changed up to now is on the disk
     */
    public CompletionStage<Void> flush() {
        if (changed.isEmpty() && gone.isEmpty()) {
            return stored;
        }
        Set<Entity> saving = new LinkedHashSet<>(changed);
        Set<Long> ending = new HashSet<>(gone);
        changed.clear();
        gone.clear();
        stored = store.save(saving.stream().map(Entity::row).toList(), ending);
        stored.whenComplete((ok, failed) -> {
            if (failed != null) {
                loop.execute(() -> again(saving, ending, failed));
            }
        });
        return stored;
    }

    private void again(Set<Entity> saving, Set<Long> ending, Throwable failed) {
        LOG.error("{} changes could not be stored and wait for the next try", saving.size() + ending.size(), failed);
        saving.stream().filter(entity -> !entity.isGone()).forEach(changed::add);
        gone.addAll(ending);
    }
}
