package dev.vivarium.game.script;

import dev.vivarium.TimeSource;
import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Entity;
import dev.vivarium.game.world.Room;
import dev.vivarium.game.world.WorldListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hears what happens and sets scripts off. For the game's thread alone. */
final class Triggers implements WorldListener {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TimeSource time;
    private final ScriptBook book;
    private final ScriptRunner runner;

    /** When each timer's script last ran, or was first seen. */
    private final Map<Long, Long> lastRun = new HashMap<>();

    private long lastSecond;

    Triggers(TimeSource time, ScriptBook book, ScriptRunner runner) {
        this.time = time;
        this.book = book;
        this.runner = runner;
        lastSecond = time.nanos();
    }

    @Override
    public void entered(Character who, Room room) {
        happened(Trigger.Kind.ENTER, who, room, null);
    }

    @Override
    public void left(Character who, Room room) {
        happened(Trigger.Kind.LEAVE, who, room, null);
    }

    @Override
    public void said(Character who, String text) {
        Room room = who.room();
        if (room != null) {
            happened(Trigger.Kind.SAY, who, room, text);
        }
    }

    @Override
    public void used(Character who, Entity what) {
        book.on(Trigger.Kind.USE, what.id()).forEach(script -> runner.setOff(script, who, null));
    }

    @Override
    public void ended(Entity what) {
        book.all().stream().filter(script -> script.entity() == what.id()).forEach(script -> book.remove(script.id()));
    }

    /** The room's scripts and those on what is in it; nobody sets off his own. */
    private void happened(Trigger.Kind kind, Character who, Room room, @Nullable String text) {
        Stream.concat(Stream.of(room), room.contents().stream())
                .filter(entity -> entity != who)
                .flatMap(entity -> book.on(kind, entity.id()))
                .forEach(script -> runner.setOff(script, who, text));
    }

    /** The game's tick: each second, what is to run each second or after so many. A run that takes longer is awaited. */
    void tick() {
        long now = time.nanos();
        if (now - lastSecond < SECOND.toNanos()) {
            return;
        }
        lastSecond = now;
        Stream.concat(book.on(Trigger.Kind.TICK), book.on(Trigger.Kind.TIMER).filter(script -> isDue(script, now)))
                .filter(script -> !runner.isRunning(script))
                .forEach(script -> {
                    lastRun.put(script.id(), now);
                    runner.setOff(script, null, null);
                });
        lastRun.keySet().removeIf(id -> book.find(id).isEmpty());
    }

    private boolean isDue(StoredScript script, long now) {
        long since = lastRun.computeIfAbsent(script.id(), _ -> now);
        return now - since >= Duration.ofSeconds(script.trigger().seconds()).toNanos();
    }
}
