package dev.vivarium.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Storage;
import dev.vivarium.spi.DelayStoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server, on loopback. */
class PostgresStoreTest extends StoreContract {

    private static EmbeddedPostgres server;
    private static int databases;

    private String url;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void create() throws SQLException {
        String name = "test" + ++databases;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        url = server.getJdbcUrl("postgres", name);
    }

    @Override
    Storage storage() {
        return new Storage.Database(url, "postgres", "secret");
    }

    @Override
    boolean shared() {
        return true;
    }

    @Test
    void aDatabaseThatIsNotThereIsAClearErrorWithoutThePassword() {
        Storage missing = new Storage.Database(server.getJdbcUrl("postgres", "missing"), "postgres", "secret");
        assertThat(missing.toString()).doesNotContain("secret");
        assertThatThrownBy(() -> new StoreProvider().open(missing, time))
                .isInstanceOf(DelayStoreException.class)
                .hasMessageContaining("setting database")
                .hasMessageNotContaining("secret");
    }
}
