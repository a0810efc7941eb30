package dev.vivarium.game.live;

import dev.vivarium.DurableCapability;
import dev.vivarium.game.world.Entity;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** Anything that exists, as a script sees it; a persistent delay finds it again by its number. */
public class LiveEntity implements DurableCapability {

    final Reach reach;
    private final Entity entity;

    LiveEntity(Reach reach, Entity entity) {
        this.reach = reach;
        this.entity = entity;
    }

    /** The entity, if it still exists. */
    final Entity entity() {
        if (entity.isGone()) {
            throw Reach.gone(entity);
        }
        return entity;
    }

    /** Its number. */
    @HostAccess.Export
    public final long getId() {
        return entity().id();
    }

    /** What it is called. */
    @HostAccess.Export
    public final String getName() {
        return entity().name();
    }

    /** What one sees who looks at it. */
    @HostAccess.Export
    public final String getDescription() {
        return entity().description();
    }

    /** The name of who has made it, or None. */
    @HostAccess.Export
    public final @Nullable String getOwner() {
        return entity().owner();
    }

    /** What it is in, or None. */
    @HostAccess.Export
    public final @Nullable Object getLocation() {
        return reach.orNull(entity().location());
    }

    /** A list of what is in it. */
    @HostAccess.Export
    public final List<LiveEntity> getContents() {
        return reach.all(entity().contents());
    }

    /** Changes what one sees who looks at it. */
    @HostAccess.Export
    public final void describe(String text) {
        reach.describe(entity(), text);
    }

    /** Moves it into another place. */
    @HostAccess.Export
    public final void move(LiveEntity where) {
        reach.move(entity(), where.entity());
    }

    @Override
    public final String durableName() {
        return Reach.durableName(entity);
    }

    @Override
    public final String toString() {
        return entity.toString();
    }
}
