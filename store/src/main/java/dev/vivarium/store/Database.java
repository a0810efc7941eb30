package dev.vivarium.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vivarium.spi.DelayStoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections with transactions of our own: within one, whoever asks for a connection on the same thread gets
 * the transaction's. So the scheduler's rows and ours are written together or not at all.
 */
final class Database extends HikariDataSource {

    private final Dialect dialect;

    @SuppressWarnings("ThreadLocalUsage") // One for each database, and empty between transactions.
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    Database(Dialect dialect, HikariConfig config) {
        super(config);
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T with(Rows rows) throws SQLException;
    }

    /**
     * Does {@code work} in one transaction, and returns when its result is safe.
     *
     * @throws DelayStoreException if the database fails
     */
    <T> T transaction(Work<T> work) {
        try (Connection connection = super.getConnection()) {
            connection.setAutoCommit(false);
            current.set(connection);
            try {
                T result = work.with(new Rows(dialect, connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                current.remove();
            }
        } catch (SQLException failed) {
            throw new DelayStoreException("the store of delays failed: " + failed.getMessage(), failed);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection own = current.get();
        return own == null ? super.getConnection() : borrowed(own);
    }

    /** The transaction's connection, which its borrowers don't close. */
    private static Connection borrowed(Connection own) {
        return (Connection) Proxy.newProxyInstance(
                Database.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(own, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
