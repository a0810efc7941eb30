package dev.vivarium.game.store;

import dev.vivarium.game.script.ScriptStore;
import dev.vivarium.game.script.StoredScript;
import dev.vivarium.game.script.Trigger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Scripts in the table {@code world_script}; AUTOINCREMENT remembers the highest number, also of those that are gone. */
public final class SqliteScriptStore implements ScriptStore {

    private final Database database;

    /** Makes the table if it is not there. */
    public SqliteScriptStore(Database database) {
        this.database = database;
        database.define("""
                CREATE TABLE IF NOT EXISTS world_script (
                  id INTEGER PRIMARY KEY AUTOINCREMENT, entity INTEGER NOT NULL, kind TEXT NOT NULL,
                  seconds INTEGER NOT NULL, source TEXT NOT NULL, author TEXT NOT NULL, state TEXT NOT NULL,
                  failures INTEGER NOT NULL, lastError TEXT NOT NULL)""");
    }

    @Override
    public List<StoredScript> loadScripts() {
        return database.now(connection -> {
            List<StoredScript> scripts = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT * FROM world_script ORDER BY id")) {
                while (found.next()) {
                    scripts.add(script(found));
                }
            }
            return scripts;
        });
    }

    private static StoredScript script(ResultSet found) throws SQLException {
        return new StoredScript(
                found.getLong("id"),
                found.getLong("entity"),
                new Trigger(Trigger.Kind.valueOf(found.getString("kind")), found.getInt("seconds")),
                found.getString("source"),
                found.getString("author"),
                StoredScript.State.valueOf(found.getString("state")),
                found.getInt("failures"),
                found.getString("lastError"));
    }

    @Override
    public long lastId() {
        return database.now(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found =
                            statement.executeQuery("SELECT seq FROM sqlite_sequence WHERE name = 'world_script'")) {
                return found.next() ? found.getLong(1) : 0L;
            }
        });
    }

    @Override
    public CompletionStage<Void> save(StoredScript script) {
        return database.write(connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT OR REPLACE INTO world_script VALUES (?,?,?,?,?,?,?,?,?)")) {
                        insert.setLong(1, script.id());
                        insert.setLong(2, script.entity());
                        insert.setString(3, script.trigger().kind().name());
                        insert.setInt(4, script.trigger().seconds());
                        insert.setString(5, script.source());
                        insert.setString(6, script.author());
                        insert.setString(7, script.state().name());
                        insert.setInt(8, script.failures());
                        insert.setString(9, script.lastError());
                        return insert.executeUpdate();
                    }
                })
                .thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<Void> delete(long id) {
        return database.write(connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM world_script WHERE id = ?")) {
                        delete.setLong(1, id);
                        return delete.executeUpdate();
                    }
                })
                .thenAccept(_ -> {});
    }
}
