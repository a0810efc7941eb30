package dev.vivarium.store;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.vivarium.TimeSource;
import dev.vivarium.spi.DelayRunner;
import dev.vivarium.spi.DelayRunner.Run;
import dev.vivarium.spi.DelayStore;
import dev.vivarium.spi.StoredRow;
import dev.vivarium.spi.StoredRow.State;
import dev.vivarium.store.Rows.Timed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delays in a database. A row says what is to run and how far that has come; a timer brings it up. Both are written in
 * one transaction. The state is the fence: the first outcome of any run ends the delay, and from then on no run begins.
 */
final class SqlDelayStore implements DelayStore {

    private static final Logger LOG = LoggerFactory.getLogger(SqlDelayStore.class);

    /** How long a delay that was cancelled can still be called by hand, from its time on (DL-12). */
    private static final Duration STALE_AFTER = Duration.ofSeconds(60);

    /** How long the end of a delay is known. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(1);

    private final Database database;
    private final TimeSource time;
    private final Runnable afterClose;
    private final AtomicReference<Instant> cleaned = new AtomicReference<>(Instant.EPOCH);
    private volatile @Nullable Timers timers;
    private volatile @Nullable DelayRunner runner;

    /** @param afterClose gives up what the store needs besides its connections */
    SqlDelayStore(Database database, TimeSource time, Runnable afterClose) {
        this.database = database;
        this.time = time;
        this.afterClose = afterClose;
    }

    private Timers timers() {
        return Objects.requireNonNull(timers, "started before it is used");
    }

    @Override
    public long reserve(int count) {
        return database.transaction(rows -> rows.reserve(count));
    }

    @Override
    public void add(StoredRow row, Bounds bounds) {
        database.transaction(rows -> {
            rows.insert(row, bounds);
            timers().set(row.id(), 0, row.dueAt());
            return row;
        });
        if (!row.dueAt().isAfter(time.now())) {
            timers().look();
        }
    }

    @Override
    public Optional<StoredRow> find(long id) {
        return database.transaction(rows -> rows.find(id));
    }

    @Override
    public List<StoredRow> all() {
        return database.transaction(Rows::existing);
    }

    // ---- what is done to one -----------------------------------------------------------------------------------

    @Override
    public boolean change(long id, Change change) {
        boolean changed = database.transaction(rows -> {
            Optional<Timed> found = rows.lock(id).filter(timed -> timed.row().exists());
            return found.isPresent() && change(rows, found.get(), change);
        });
        if (changed && (change == Change.DO || change == Change.UNPAUSE)) {
            timers().look();
        }
        return changed;
    }

    private boolean change(Rows rows, Timed found, Change change) throws SQLException {
        StoredRow row = found.row();
        boolean active = row.state() == State.ARMED;
        return switch (change) {
            case CANCEL -> active && cancel(rows, found);
            case PAUSE -> active && become(rows, row, State.ARMED, row.pauses() + 1);
            case UNPAUSE -> row.pauses() > 0 && unpause(rows, found);
            case REMOVE -> {
                rows.delete(row);
                timers().unset(row.id(), found.timer());
                yield true;
            }
            case DO -> {
                become(rows, row, State.CALLED, 0);
                timers().unset(row.id(), found.timer());
                nextTimer(rows, found, time.now());
                yield true;
            }
        };
    }

    private static boolean become(Rows rows, StoredRow row, State state, int pauses) throws SQLException {
        rows.state(row.id(), state, pauses);
        return true;
    }

    /** What fell due while it was paused has no timer any more, and needs one to be forgotten (DL-12). */
    private boolean cancel(Rows rows, Timed found) throws SQLException {
        StoredRow row = found.row();
        become(rows, row, State.CANCELLED, row.pauses());
        if (!found.timed()) {
            nextTimer(rows, found, row.dueAt().plus(STALE_AFTER));
        }
        return true;
    }

    /** What fell due meanwhile has no timer any more (DL-6). */
    private boolean unpause(Rows rows, Timed found) throws SQLException {
        StoredRow row = found.row();
        become(rows, row, row.state(), row.pauses() - 1);
        if (row.pauses() == 1 && !found.timed()) {
            nextTimer(rows, found, time.now());
        }
        return true;
    }

    private void nextTimer(Rows rows, Timed found, Instant at) throws SQLException {
        long next = found.timer() + 1;
        rows.timer(found.row().id(), next, true);
        timers().set(found.row().id(), next, at);
    }

    // ---- what is due -------------------------------------------------------------------------------------------

    @Override
    public void start(DelayRunner runs, int atOnce) {
        runner = runs;
        Timers made = new Timers(database, time, atOnce, this::due);
        timers = made;
        made.start();
    }

    /** What there is to do for a timer. */
    private sealed interface Due {
        record Nothing() implements Due {}

        record Later(Instant at) implements Due {}

        record Now(StoredRow row) implements Due {}
    }

    /** Called by a thread for each. */
    private CompletionHandler<Void> due(long id, long timer) {
        return switch (database.transaction(rows -> look(rows, id, timer))) {
            case Due.Nothing() -> new CompletionHandler.OnCompleteRemove<>();
            case Due.Later(Instant at) -> (complete, operations) -> operations.reschedule(complete, at);
            case Due.Now(StoredRow row) -> called(row);
        };
    }

    private Due look(Rows rows, long id, long timer) throws SQLException {
        Optional<Timed> found = rows.lock(id).filter(timed -> timed.timer() == timer);
        if (found.isEmpty()) {
            return new Due.Nothing();
        }
        StoredRow row = found.get().row();
        return switch (row.state()) {
            case DONE -> new Due.Nothing();
            case CANCELLED -> stale(rows, row);
            case ARMED -> {
                if (row.pauses() > 0) {
                    rows.timer(id, timer, false);
                    yield new Due.Nothing();
                }
                yield begin(rows, row);
            }
            case CALLED -> begin(rows, row);
        };
    }

    private static Due begin(Rows rows, StoredRow row) throws SQLException {
        rows.begin(row.id());
        return new Due.Now(row);
    }

    private Due stale(Rows rows, StoredRow row) throws SQLException {
        Instant end = row.dueAt().plus(STALE_AFTER);
        if (time.now().isBefore(end)) {
            return new Due.Later(end);
        }
        rows.delete(row);
        return new Due.Nothing();
    }

    private CompletionHandler<Void> called(StoredRow row) {
        Run run = Objects.requireNonNull(runner, "set before it starts").run(row);
        return switch (run) {
            case Run.Again(Duration in) ->
                (complete, operations) ->
                        operations.reschedule(complete, time.now().plus(in));
            case Run.Ended(String outcome) -> (_, operations) -> ended(row, outcome, operations);
        };
    }

    private void ended(StoredRow row, String outcome, ExecutionOperations<Void> operations) {
        boolean first = database.transaction(rows -> {
            boolean counts = rows.end(row, outcome, time.now());
            removeTimer(row, operations);
            return counts;
        });
        if (!first) {
            LOG.warn(
                    "stored delay {} ran twice, because its host was taken for dead: {} is not counted",
                    row.id(),
                    outcome);
        }
        clean();
    }

    private static void removeTimer(StoredRow row, ExecutionOperations<Void> operations) {
        try {
            operations.remove();
        } catch (ExecutionException taken) {
            // Whoever has it now will find that there is nothing to do any more.
            LOG.warn("the timer of stored delay {} was taken over while the delay ran here", row.id());
        }
    }

    private void clean() {
        Instant last = cleaned.get();
        Instant now = time.now();
        if (now.isAfter(last.plus(BETWEEN_CLEANINGS)) && cleaned.compareAndSet(last, now)) {
            database.transaction(rows -> {
                rows.forgetEndedBefore(now.minus(REMEMBERED));
                return now;
            });
        }
    }

    @Override
    public void close() {
        Timers running = timers;
        if (running != null) {
            running.stop();
        }
        database.close();
        afterClose.run();
    }
}
