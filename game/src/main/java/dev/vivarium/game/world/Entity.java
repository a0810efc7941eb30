package dev.vivarium.game.world;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that exists in the game. It has a number, which nothing else ever gets, and what is in it. Only
 * {@link World} changes it. For the game's thread alone.
 */
public abstract sealed class Entity permits Room, Exit, Thing, Character {

    private final long id;
    private final List<Entity> contents = new ArrayList<>();
    private String name;
    private String description;
    private final @Nullable String owner;
    private @Nullable Entity location;
    private boolean gone;

    Entity(EntityRow row) {
        id = row.id();
        name = row.name();
        description = row.description();
        owner = row.owner();
    }

    /** Its number. */
    public final long id() {
        return id;
    }

    /** What it is called. */
    public final String name() {
        return name;
    }

    /** What one sees who looks at it; may be empty. */
    public final String description() {
        return description;
    }

    /** The account that has made it, or null for what the game began with. */
    public final @Nullable String owner() {
        return owner;
    }

    /** What it is in; null for rooms. */
    public final @Nullable Entity location() {
        return location;
    }

    /** Whether it does not exist any more. */
    public final boolean isGone() {
        return gone;
    }

    /** What is in it, in the order in which it came. A copy. */
    public final List<Entity> contents() {
        return List.copyOf(contents);
    }

    /** Those of that kind that are in it. */
    public final <E extends Entity> Stream<E> contents(Class<E> kind) {
        return contents().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The room that it is in, however deep; null for what is nowhere. */
    public final @Nullable Room room() {
        Entity at = this;
        while (at != null && !(at instanceof Room)) {
            at = at.location;
        }
        return (Room) at;
    }

    /** The row to store. */
    abstract EntityRow row();

    final EntityRow row(EntityRow.Kind kind, @Nullable Long destination, @Nullable Role role) {
        return new EntityRow(
                id, kind, name, description, owner, location == null ? null : location.id, destination, role);
    }

    final void rename(String changed) {
        name = changed;
    }

    final void describe(String changed) {
        description = changed;
    }

    final void put(@Nullable Entity into) {
        if (location != null) {
            location.contents.remove(this);
        }
        location = into;
        if (into != null) {
            into.contents.add(this);
        }
    }

    final void end() {
        put(null);
        gone = true;
    }

    @Override
    public String toString() {
        return name + " (#" + id + ")";
    }
}
