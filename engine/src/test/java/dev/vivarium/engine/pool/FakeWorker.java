package dev.vivarium.engine.pool;

import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A worker that is no process: it remembers what the host tells it, and says what the test makes it say. */
final class FakeWorker implements Launcher.Hand {

    final int number;

    /** Everything that it was sent. */
    final List<FromHost> inbox = new CopyOnWriteArrayList<>();

    /** The threads that were to be held back. */
    final List<Long> heldBack = new CopyOnWriteArrayList<>();

    /** Whether a kill takes nothing off it, as with a process that the system can't end. */
    volatile boolean immortal;

    /** What its process holds. */
    volatile long residentBytes;

    /** What it does about a message, besides remembering it; called by the sender. */
    volatile BiConsumer<FakeWorker, FromHost> reaction = (_, _) -> {};

    private final Launcher.Listener listener;
    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile @Nullable String killed;

    FakeWorker(int number, Launcher.Listener listener) {
        this.number = number;
        this.listener = listener;
    }

    @Override
    public void send(FromHost message) {
        if (!gone.get()) {
            inbox.add(message);
            reaction.accept(this, message);
        }
    }

    @Override
    public void kill(String reason) {
        if (killed == null) {
            killed = reason;
        }
        if (!immortal) {
            die(reason);
        }
    }

    @Override
    public void holdBack(long thread) {
        heldBack.add(thread);
    }

    @Override
    public long residentBytes() {
        return residentBytes;
    }

    // ---- what it says -----------------------------------------------------------------------------------------

    void ready() {
        listener.ready(List.of("none"));
    }

    void say(FromWorker message) {
        if (!gone.get()) {
            listener.message(message);
        }
    }

    void begin(long task) {
        say(new Message.Started(task, threadOf(task)));
    }

    /** In which thread of its own it says that it runs that task. */
    static long threadOf(long task) {
        return 1_000 + task;
    }

    void park(long task) {
        say(new Message.Parked(task));
    }

    void resume(long task) {
        say(new Message.Resumed(task));
    }

    void finish(long task, End end) {
        say(new Message.Finished(
                task, end, 1_000_000, end instanceof Message.End.Broken(String reason) ? reason : null));
    }

    /** Ends that task with the value {@code done}. */
    void finish(long task) {
        finish(task, new End.Returned(List.of("done")));
    }

    /** Ends that task well after so much work. */
    void finishAfter(long task, long cpuNanos) {
        say(new Message.Finished(task, new End.Returned(List.of("done")), cpuNanos, null));
    }

    void die(String reason) {
        die(new Launcher.Death(reason, false));
    }

    void dieOutOfMemory() {
        die(new Launcher.Death("its worker ran out of memory", true));
    }

    private void die(Launcher.Death death) {
        if (gone.compareAndSet(false, true)) {
            listener.gone(death);
        }
    }

    // ---- what it heard ----------------------------------------------------------------------------------------

    /** The numbers of the tasks that it was sent, in order. */
    List<Long> runs() {
        return inbox.stream()
                .filter(Message.Run.class::isInstance)
                .map(Message.Run.class::cast)
                .map(Message.Run::task)
                .toList();
    }

    boolean wasToldToCancel(long task) {
        return inbox.contains(new Message.Cancel(task));
    }

    int pings() {
        return (int) inbox.stream()
                .filter(message -> message instanceof Message.Ping)
                .count();
    }

    /** Why the pool killed it, or null. */
    @Nullable
    String killed() {
        return killed;
    }

    boolean isGone() {
        return gone.get();
    }

    @Override
    public String toString() {
        return "fake " + number + (killed == null ? "" : " killed: " + killed);
    }
}
