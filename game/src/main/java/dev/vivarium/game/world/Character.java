package dev.vivarium.game.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Somebody: the account of the same name moves it and hears what it hears. */
@SuppressWarnings("AvoidCommonTypeNames") // It is the word of games.
public final class Character extends Entity {

    private final List<Ear> ears = new ArrayList<>();
    private Role role;

    Character(EntityRow row) {
        super(row);
        role = Objects.requireNonNull(row.role());
    }

    /** What it may do. */
    public Role role() {
        return role;
    }

    void role(Role changed) {
        role = changed;
    }

    /** Tells it something: all its sessions hear it. */
    public void hear(String text) {
        List.copyOf(ears).forEach(ear -> ear.hear(text));
    }

    /** Whether anybody hears what it is told. */
    public boolean isAwake() {
        return !ears.isEmpty();
    }

    /** How many sessions it has. */
    public int sessions() {
        return ears.size();
    }

    /** From now on {@code ear} hears what this character is told. */
    public void wake(Ear ear) {
        ears.add(ear);
    }

    /** Undoes {@link #wake}. */
    public void leave(Ear ear) {
        ears.remove(ear);
    }

    @Override
    EntityRow row() {
        return row(EntityRow.Kind.CHARACTER, null, role);
    }
}
