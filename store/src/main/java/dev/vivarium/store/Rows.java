package dev.vivarium.store;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.spi.DelayStore.Bound;
import dev.vivarium.spi.DelayStore.Bounds;
import dev.vivarium.spi.StoreFullException;
import dev.vivarium.spi.StoredRow;
import dev.vivarium.spi.StoredRow.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of our own tables, within one transaction. */
final class Rows {

    private static final Logger LOG = LoggerFactory.getLogger(Rows.class);

    /** In place of an owner, whose name is never empty. */
    private static final String ALL_OWNERS = "";

    private static final byte[] NO_SCRIPT = {};

    private final Dialect dialect;
    private final Connection connection;

    Rows(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * A row with what only this module knows of it.
     *
     * @param timer the number of its newest timer: all others mean nothing
     * @param timed whether that is set
     */
    record Timed(StoredRow row, long timer, boolean timed) {}

    /** The first of {@code count} numbers that nobody else gets. */
    long reserve(int count) throws SQLException {
        return query("update vivarium_ids set next = next + ? returning next", result -> result.getLong(1), (long)
                                count)
                        .getFirst()
                - count;
    }

    void insert(StoredRow row, Bounds bounds) throws SQLException {
        long size = row.script().length;
        Use owners = use(row.owner(), 1, size);
        Use all = use(ALL_OWNERS, 1, size);
        require(bounds.mostPerOwner().allows((int) Math.min(owners.delays(), Integer.MAX_VALUE)), Bound.OWNERS_COUNT);
        require(bounds.most().allows((int) Math.min(all.delays(), Integer.MAX_VALUE)), Bound.COUNT);
        require(bounds.bytesPerOwner().allows(new ByteSize(owners.bytes())), Bound.OWNERS_BYTES);
        require(bounds.bytes().allows(new ByteSize(all.bytes())), Bound.BYTES);
        update(
                "insert into vivarium_delays (id, owner, name, due_at, state, pauses, timer, timed, attempt, bytes, script)"
                        + " values (?, ?, ?, ?, ?, 0, 0, true, 0, ?, ?)",
                row.id(),
                row.owner(),
                row.name(),
                row.dueAt().toEpochMilli(),
                row.state().name(),
                size,
                row.script());
    }

    private static void require(boolean within, Bound bound) {
        if (!within) {
            throw new StoreFullException(bound);
        }
    }

    private record Use(long delays, long bytes) {}

    private Use use(String owner, long delays, long bytes) throws SQLException {
        return query(
                        "insert into vivarium_stored (owner, delays, bytes) values (?, ?, ?) on conflict (owner) do update"
                                + " set delays = vivarium_stored.delays + excluded.delays,"
                                + " bytes = vivarium_stored.bytes + excluded.bytes returning delays, bytes",
                        result -> new Use(result.getLong(1), result.getLong(2)),
                        owner,
                        delays,
                        bytes)
                .getFirst();
    }

    /** It takes no room any more. The order is that of {@link #insert}, so that no two transactions wait in a ring. */
    private void free(String owner, long bytes) throws SQLException {
        Use left = use(owner, -1, -bytes);
        if (left.delays() == 0) {
            update("delete from vivarium_stored where owner = ?", owner);
        }
        use(ALL_OWNERS, -1, -bytes);
    }

    Optional<StoredRow> find(long id) throws SQLException {
        return query("select * from vivarium_delays where id = ?", result -> row(result, result.getBytes("script")), id)
                .stream()
                .findFirst();
    }

    List<StoredRow> existing() throws SQLException {
        return query(
                "select id, owner, name, due_at, state, pauses from vivarium_delays where state in (?, ?) order by id",
                result -> row(result, NO_SCRIPT),
                State.ARMED.name(),
                State.CANCELLED.name());
    }

    /** One that nobody else changes until this transaction ends. */
    Optional<Timed> lock(long id) throws SQLException {
        return query(
                        "select * from vivarium_delays where id = ?" + dialect.forUpdate,
                        result -> new Timed(
                                row(result, result.getBytes("script")),
                                result.getLong("timer"),
                                result.getBoolean("timed")),
                        id)
                .stream()
                .findFirst();
    }

    void state(long id, State state, int pauses) throws SQLException {
        update("update vivarium_delays set state = ?, pauses = ? where id = ?", state.name(), pauses, id);
    }

    /** Gives it another timer, which is set or not. */
    void timer(long id, long timer, boolean timed) throws SQLException {
        update("update vivarium_delays set timer = ?, timed = ? where id = ?", timer, timed, id);
    }

    /** A run begins. How many have is for people who look into the table. */
    void begin(long id) throws SQLException {
        update("update vivarium_delays set state = ?, attempt = attempt + 1 where id = ?", State.CALLED.name(), id);
    }

    /** A run has its outcome; false if another one had its own before. */
    boolean end(StoredRow row, String outcome, Instant now) throws SQLException {
        boolean first = update(
                        "update vivarium_delays set state = ?, outcome = ?, ended_at = ?, script = ?"
                                + " where id = ? and state = ?",
                        State.DONE.name(),
                        outcome,
                        now.toEpochMilli(),
                        NO_SCRIPT,
                        row.id(),
                        State.CALLED.name())
                > 0;
        if (first) {
            free(row.owner(), row.script().length);
        }
        return first;
    }

    void delete(StoredRow row) throws SQLException {
        update("delete from vivarium_delays where id = ?", row.id());
        free(row.owner(), row.script().length);
    }

    void forgetEndedBefore(Instant moment) throws SQLException {
        update("delete from vivarium_delays where ended_at < ?", moment.toEpochMilli());
    }

    private static StoredRow row(ResultSet result, byte @Nullable [] script) throws SQLException {
        long id = result.getLong("id");
        String owner = result.getString("owner");
        String name = result.getString("name");
        int pauses = result.getInt("pauses");
        if (owner == null || owner.isEmpty() || name == null || pauses < 0) {
            throw new CorruptRowException("stored delay " + id + " has no owner, no name, or a number below 0");
        }
        Instant dueAt = Instant.ofEpochMilli(result.getLong("due_at"));
        return new StoredRow(
                id,
                owner,
                name,
                dueAt,
                state(id, result.getString("state")),
                pauses,
                script == null ? NO_SCRIPT : script);
    }

    private static State state(long id, @Nullable String name) throws CorruptRowException {
        return Arrays.stream(State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CorruptRowException("stored delay " + id + " has a state that does not exist"));
    }

    /** Somebody else wrote it, or the disk forgot. */
    private static final class CorruptRowException extends SQLException {

        private static final long serialVersionUID = 1;

        CorruptRowException(String message) {
            super(message);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet result) throws SQLException;
    }

    private <T> List<T> query(String sql, Reading<T> reading, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments);
                ResultSet result = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (result.next()) {
                add(found, result, reading);
            }
            return found;
        }
    }

    /** A row that can't be right is as good as none, and the others don't suffer from it. */
    private static <T> void add(List<T> found, ResultSet result, Reading<T> reading) throws SQLException {
        try {
            found.add(reading.of(result));
        } catch (CorruptRowException corrupt) {
            LOG.error("skipped: {}", corrupt.getMessage());
        }
    }

    private int update(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
