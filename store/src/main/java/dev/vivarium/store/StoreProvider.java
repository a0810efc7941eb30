package dev.vivarium.store;

import com.zaxxer.hikari.HikariConfig;
import dev.vivarium.Storage;
import dev.vivarium.TimeSource;
import dev.vivarium.spi.DelayStore;
import dev.vivarium.spi.DelayStoreException;
import dev.vivarium.spi.DelayStoreProvider;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens stores. */
public final class StoreProvider implements DelayStoreProvider {

    private static final String FILE = "vivarium.db";
    private static final String LOCK = "vivarium.lock";

    /** Some transactions at once; each is short. */
    private static final int CONNECTIONS = 8;

    /** For the loader of services. */
    public StoreProvider() {}

    @Override
    public DelayStore open(Storage where, TimeSource time) {
        return switch (where) {
            case Storage.Directory(Path directory) -> sqlite(directory, time);
            case Storage.Database database -> postgresql(database, time);
        };
    }

    private static DelayStore sqlite(Path directory, TimeSource time) {
        try {
            Files.createDirectories(directory);
            FileChannel lock = lock(directory);
            try {
                SQLiteConfig settings = new SQLiteConfig();
                settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
                settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
                SQLiteDataSource source = new SQLiteDataSource(settings);
                source.setUrl("jdbc:sqlite:" + directory.resolve(FILE));
                HikariConfig pool = new HikariConfig();
                pool.setDataSource(source);
                // SQLite has one writer: so who waits does so here, and not for a lock of the file's.
                pool.setMaximumPoolSize(1);
                return store(Dialect.SQLITE, pool, time, () -> unlock(lock));
            } catch (SQLException | RuntimeException failed) {
                lock.close();
                throw failed;
            }
        } catch (IOException | SQLException | RuntimeException failed) {
            throw new DelayStoreException(
                    "no store of delays in " + directory + " (setting data): " + failed.getMessage(), failed);
        }
    }

    /** Held until the store is closed; the kernel frees it when this process dies. */
    @SuppressWarnings("MustBeClosedChecker")
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException own) {
            // The same as if another process had it.
        }
        channel.close();
        throw new IOException("another Vivarium uses it");
    }

    private static void unlock(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            throw new DelayStoreException("the lock of the store of delays can't be freed", failed);
        }
    }

    private static DelayStore postgresql(Storage.Database database, TimeSource time) {
        try {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            pool.setMaximumPoolSize(CONNECTIONS);
            return store(Dialect.POSTGRESQL, pool, time, () -> {});
        } catch (SQLException | RuntimeException failed) {
            throw new DelayStoreException(
                    "no store of delays in the database (setting database): " + failed.getMessage(), failed);
        }
    }

    private static DelayStore store(Dialect dialect, HikariConfig pool, TimeSource time, Runnable afterClose)
            throws SQLException {
        pool.setPoolName("vivarium-store");
        Database database = new Database(dialect, pool);
        try {
            Schema.create(database);
        } catch (SQLException | RuntimeException failed) {
            database.close();
            throw failed;
        }
        return new SqlDelayStore(database, time, afterClose);
    }
}
