package dev.vivarium.engine.delay;

import dev.vivarium.Delay;

/** What every delay is called by. */
abstract class NamedDelay implements Delay {

    private final long id;
    private final String owner;
    private final String name;

    NamedDelay(long id, String owner, String name) {
        this.id = id;
        this.owner = owner;
        this.name = name;
    }

    @Override
    public final long id() {
        return id;
    }

    @Override
    public final String owner() {
        return owner;
    }

    @Override
    public final String name() {
        return name;
    }
}
