package dev.vivarium.game.world;

/** Where characters and things are. */
public final class Room extends Entity {

    Room(EntityRow row) {
        super(row);
    }

    @Override
    EntityRow row() {
        return row(EntityRow.Kind.ROOM, null, null);
    }

    /** Tells all characters who are here, but for {@code but}. */
    public void tell(String text, Character... but) {
        contents(Character.class)
                .filter(character -> !java.util.Arrays.asList(but).contains(character))
                .forEach(character -> character.hear(text));
    }
}
