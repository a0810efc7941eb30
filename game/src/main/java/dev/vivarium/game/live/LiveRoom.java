package dev.vivarium.game.live;

import dev.vivarium.game.world.Room;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** A room, as a script sees it. */
public final class LiveRoom extends LiveEntity {

    private final Room room;

    LiveRoom(Reach reach, Room room) {
        super(reach, room);
        this.room = room;
    }

    /** Tells all who are in it something. */
    @HostAccess.Export
    public void msg(@Nullable Object text) {
        room.tell(reach.message(text));
    }
}
