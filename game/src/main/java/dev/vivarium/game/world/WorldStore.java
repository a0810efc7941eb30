package dev.vivarium.game.world;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where a world is kept. */
public interface WorldStore {

    /** Everything that is stored. Waits for the disk; only for the start. */
    List<EntityRow> load();

    /** The highest number that was ever stored. Waits for the disk; only for the start. */
    long lastId();

    /**
     * Stores {@code changed} and forgets {@code gone}, all or nothing, after what was given before.
     *
     * @return done when it is on the disk; fails if it could not be stored
     */
    CompletionStage<Void> save(Collection<EntityRow> changed, Collection<Long> gone);
}
