package dev.vivarium.game.store;

import dev.vivarium.game.audit.AuditEntry;
import dev.vivarium.game.audit.AuditLog;
import dev.vivarium.game.session.Plain;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log in the table {@code world_audit}. */
public final class SqliteAuditLog implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.vivarium.game.audit");

    private final Database database;
    private final AtomicLong lastId;

    /** Makes the table if it is not there. */
    public SqliteAuditLog(Database database) {
        this.database = database;
        database.define("""
                CREATE TABLE IF NOT EXISTS world_audit (
                  id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, place TEXT NOT NULL,
                  what TEXT NOT NULL, outcome TEXT NOT NULL)""");
        lastId = new AtomicLong(database.now(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT coalesce(max(id), 0) FROM world_audit")) {
                return found.getLong(1);
            }
        }));
    }

    @Override
    public long nextId() {
        return lastId.incrementAndGet();
    }

    @Override
    public void write(AuditEntry entry) {
        LOG.info("{} at {} begins #{}: {}", entry.who(), entry.where(), entry.id(), Plain.line(entry.what()));
        store("INSERT INTO world_audit VALUES (?,?,?,?,?,?)", insert -> {
            insert.setLong(1, entry.id());
            insert.setString(2, entry.at().toString());
            insert.setString(3, entry.who());
            insert.setString(4, entry.where());
            insert.setString(5, entry.what());
            insert.setString(6, entry.outcome());
        });
    }

    @Override
    public void end(AuditEntry entry, String outcome) {
        LOG.info("{} has ended #{}: {}", entry.who(), entry.id(), Plain.line(outcome));
        store("UPDATE world_audit SET outcome = ? WHERE id = ?", update -> {
            update.setString(1, outcome);
            update.setLong(2, entry.id());
        });
    }

    private interface Filling {
        void fill(PreparedStatement statement) throws java.sql.SQLException;
    }

    private void store(String sql, Filling filling) {
        database.write(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        filling.fill(statement);
                        return statement.executeUpdate();
                    }
                })
                .whenComplete((_, failed) -> {
                    if (failed != null) {
                        LOG.error("the audit log could not be written", failed);
                    }
                });
    }

    @Override
    public CompletionStage<List<AuditEntry>> last(int most) {
        return database.write(connection -> {
            List<AuditEntry> entries = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT * FROM world_audit ORDER BY id DESC LIMIT ?")) {
                select.setInt(1, most);
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        entries.add(new AuditEntry(
                                found.getLong("id"),
                                Instant.parse(found.getString("at")),
                                found.getString("who"),
                                found.getString("place"),
                                found.getString("what"),
                                found.getString("outcome")));
                    }
                }
            }
            Collections.reverse(entries);
            return entries;
        });
    }
}
