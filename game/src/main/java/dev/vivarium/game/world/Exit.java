package dev.vivarium.game.world;

/** A way from the room that it is in to another one. */
public final class Exit extends Entity {

    private final Room destination;

    Exit(EntityRow row, Room destination) {
        super(row);
        this.destination = destination;
    }

    /** Where it leads. */
    public Room destination() {
        return destination;
    }

    @Override
    EntityRow row() {
        return row(EntityRow.Kind.EXIT, destination.id(), null);
    }
}
