package dev.vivarium.engine.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Launches {@link FakeWorker}s. */
final class FakeLauncher implements Launcher {

    /** All that were launched, in order. */
    final List<FakeWorker> workers = new CopyOnWriteArrayList<>();

    /** What becomes of a worker at its launch; they are ready at once if a test says nothing else. */
    volatile Consumer<FakeWorker> atLaunch = FakeWorker::ready;

    volatile boolean pings;

    @Override
    public Hand launch(int number, Listener listener) {
        FakeWorker worker = new FakeWorker(number, listener);
        workers.add(worker);
        atLaunch.accept(worker);
        return worker;
    }

    @Override
    public boolean needsPings() {
        return pings;
    }
}
