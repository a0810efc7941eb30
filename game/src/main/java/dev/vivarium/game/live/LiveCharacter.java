package dev.vivarium.game.live;

import dev.vivarium.game.world.Character;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** Somebody, as a script sees it. */
public final class LiveCharacter extends LiveEntity {

    private final Character character;

    LiveCharacter(Reach reach, Character character) {
        super(reach, character);
        this.character = character;
    }

    /** Tells it something: all its sessions hear it. */
    @HostAccess.Export
    public void msg(@Nullable Object text) {
        character.hear(reach.message(text));
    }

    /** {@code player}, {@code builder} or {@code admin}. */
    @HostAccess.Export
    public String getRole() {
        return character.role().word();
    }

    /** Whether anybody plays it now. */
    @HostAccess.Export
    public boolean isAwake() {
        return character.isAwake();
    }
}
