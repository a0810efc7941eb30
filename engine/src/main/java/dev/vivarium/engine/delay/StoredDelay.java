package dev.vivarium.engine.delay;

import dev.vivarium.spi.DelayStore;
import dev.vivarium.spi.DelayStore.Change;
import dev.vivarium.spi.StoredRow;
import dev.vivarium.spi.StoredRow.State;
import java.util.Optional;
import java.util.function.Predicate;

/** One stored delay; what it tells is read from the store each time, which other hosts may share. */
final class StoredDelay extends NamedDelay {

    private final DelayStore store;
    private final Predicate<StoredRow> runNow;

    /** @param runNow runs it once more, beside its own run; false if that can't be */
    StoredDelay(StoredRow row, DelayStore store, Predicate<StoredRow> runNow) {
        super(row.id(), row.owner(), row.name());
        this.store = store;
        this.runNow = runNow;
    }

    private boolean is(Predicate<StoredRow> what) {
        return store.find(id()).filter(what).isPresent();
    }

    @Override
    public boolean exists() {
        return is(StoredRow::exists);
    }

    @Override
    public boolean isActive() {
        return is(row -> row.state() == State.ARMED);
    }

    @Override
    public boolean isCalled() {
        return is(row -> row.state() == State.CALLED || row.state() == State.DONE);
    }

    @Override
    public boolean isPaused() {
        return is(row -> row.exists() && row.pauses() > 0);
    }

    @Override
    public boolean cancel() {
        return store.change(id(), Change.CANCEL);
    }

    @Override
    public boolean remove() {
        return store.change(id(), Change.REMOVE);
    }

    @Override
    public boolean pause() {
        return store.change(id(), Change.PAUSE);
    }

    @Override
    public boolean unpause() {
        return store.change(id(), Change.UNPAUSE);
    }

    @Override
    public boolean call() {
        Optional<StoredRow> row = store.find(id()).filter(StoredRow::exists);
        return row.isPresent() && runNow.test(row.get());
    }

    @Override
    public boolean doNow() {
        return store.change(id(), Change.DO);
    }

    @Override
    public String toString() {
        return "Delay[" + id() + ", " + name() + ", stored]";
    }
}
