package dev.vivarium.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables. */
final class Schema {

    /** The scheduler's. Its columns are those that db-scheduler's documentation asks for. */
    static final String TIMERS = "vivarium_timers";

    /** Any number will do that nobody else uses. */
    private static final long LOCK = 7_062_534_109L;

    private static final List<String> TABLES = List.of(
            """
            create table if not exists vivarium_delays (
                id bigint primary key, owner text not null, name text not null, due_at bigint not null,
                state text not null, pauses integer not null, timer bigint not null, timed boolean not null,
                attempt bigint not null, bytes bigint not null, outcome text, ended_at bigint,
                script BYTES not null)""",
            "create index if not exists vivarium_delays_ended on vivarium_delays (ended_at)",
            """
            create table if not exists vivarium_stored (
                owner text primary key, delays bigint not null, bytes bigint not null)""",
            "create table if not exists vivarium_ids (one integer primary key, next bigint not null)",
            "insert into vivarium_ids (one, next) values (1, 1) on conflict do nothing",
            """
            create table if not exists vivarium_timers (
                task_name text not null, task_instance text not null, task_data BYTES, execution_time MOMENT,
                picked boolean not null, picked_by text, last_success MOMENT, last_failure MOMENT,
                consecutive_failures integer, last_heartbeat MOMENT, version bigint not null, priority smallint,
                state text, primary key (task_name, task_instance))""",
            "create index if not exists vivarium_timers_time on vivarium_timers (execution_time)",
            "create index if not exists vivarium_timers_heartbeat on vivarium_timers (last_heartbeat)");

    private Schema() {}

    /** Makes what is not there. */
    static void create(Database database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (database.dialect() == Dialect.POSTGRESQL) {
                // Two that create one table at the same time get an error.
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            for (String table : TABLES) {
                statement.execute(
                        table.replace("BYTES", database.dialect().bytes).replace("MOMENT", database.dialect().moment));
            }
            if (database.dialect() == Dialect.SQLITE) {
                // The directory is this process's alone: whoever had picked one is dead.
                statement.execute("update vivarium_timers set picked = false, picked_by = null, last_heartbeat = null"
                        + " where picked");
            }
            connection.commit();
        }
    }
}
