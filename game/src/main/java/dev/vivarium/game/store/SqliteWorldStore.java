package dev.vivarium.game.store;

import dev.vivarium.game.world.EntityRow;
import dev.vivarium.game.world.Role;
import dev.vivarium.game.world.WorldStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The world in the table {@code world_entity}. */
public final class SqliteWorldStore implements WorldStore {

    private final Database database;

    /** Makes the table if it is not there. */
    public SqliteWorldStore(Database database) {
        this.database = database;
        database.define("""
                CREATE TABLE IF NOT EXISTS world_entity (
                  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
                  owner TEXT, location INTEGER, destination INTEGER, role TEXT)""", """
                CREATE TABLE IF NOT EXISTS world_highest (one INTEGER PRIMARY KEY, id INTEGER NOT NULL)""");
    }

    @Override
    public List<EntityRow> load() {
        return database.now(connection -> {
            List<EntityRow> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT * FROM world_entity ORDER BY id")) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
            return rows;
        });
    }

    private static EntityRow row(ResultSet found) throws SQLException {
        String role = found.getString("role");
        return new EntityRow(
                found.getLong("id"),
                EntityRow.Kind.valueOf(found.getString("kind")),
                found.getString("name"),
                found.getString("description"),
                found.getString("owner"),
                number(found, "location"),
                number(found, "destination"),
                role == null ? null : Role.valueOf(role));
    }

    private static @Nullable Long number(ResultSet found, String column) throws SQLException {
        long number = found.getLong(column);
        return found.wasNull() ? null : (Long) number;
    }

    @Override
    public CompletionStage<Void> save(Collection<EntityRow> changed, Collection<Long> gone) {
        return database.write(connection -> {
                    upsert(connection, changed);
                    remember(connection, changed);
                    delete(connection, gone);
                    return true;
                })
                .thenAccept(_ -> {});
    }

    /** Also the numbers of those that will be gone: scripts and delays name entities by them. */
    private static void remember(Connection connection, Collection<EntityRow> rows) throws SQLException {
        long highest = rows.stream().mapToLong(EntityRow::id).max().orElse(0);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO world_highest VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET id = max(id, excluded.id)")) {
            insert.setLong(1, highest);
            insert.executeUpdate();
        }
    }

    @Override
    public long lastId() {
        return database.now(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT coalesce(max(id), 0) FROM world_highest")) {
                return found.getLong(1);
            }
        });
    }

    private static void upsert(Connection connection, Collection<EntityRow> rows) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO world_entity VALUES (?,?,?,?,?,?,?,?)")) {
            for (EntityRow row : rows) {
                insert.setLong(1, row.id());
                insert.setString(2, row.kind().name());
                insert.setString(3, row.name());
                insert.setString(4, row.description());
                insert.setString(5, row.owner());
                insert.setObject(6, row.location(), Types.BIGINT);
                insert.setObject(7, row.destination(), Types.BIGINT);
                insert.setString(8, row.role() == null ? null : row.role().name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void delete(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM world_entity WHERE id = ?")) {
            for (Long id : ids) {
                delete.setLong(1, id);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }
}
