package dev.vivarium.game.world;

/** Something that lies around or is carried. */
public final class Thing extends Entity {

    Thing(EntityRow row) {
        super(row);
    }

    @Override
    EntityRow row() {
        return row(EntityRow.Kind.THING, null, null);
    }
}
