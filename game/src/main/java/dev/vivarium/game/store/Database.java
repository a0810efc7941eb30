package dev.vivarium.game.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The file {@code vivarium.db}: written by one thread, each piece of work a transaction of its own, in the order given.
 * What is done is on the disk (SQLite, write-ahead log, synchronous=FULL). Safe for use by any thread.
 */
public final class Database implements AutoCloseable {

    private static final String FILE = "vivarium.db";
    private static final String LOCK = "vivarium.lock";
    private static final Duration LAST_WRITES = Duration.ofSeconds(30);

    private final FileChannel lock;
    private final Connection connection;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("game-store").factory());

    private Database(FileChannel lock, Connection connection) {
        this.lock = lock;
        this.connection = connection;
    }

    /** Work on the database. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it, within a transaction. */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Opens the database of {@code directory}, which is made if it is not there.
     *
     * @throws IOException if it can't be opened, or another server has it; the message says which
     */
    public static Database open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lock = lock(directory);
        try {
            Connection connection = DriverManager.getConnection(
                    "jdbc:sqlite:" + directory.resolve(FILE).toAbsolutePath());
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 10000");
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
            }
            connection.setAutoCommit(false);
            return new Database(lock, connection);
        } catch (SQLException broken) {
            lock.close();
            throw new IOException("can't open " + directory.resolve(FILE) + ": " + broken.getMessage(), broken);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            mine = false;
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        if (!mine) {
            throw new IOException("another server is using the data in " + directory);
        }
        return channel;
    }

    /** Does {@code work} on the writer's thread; done when it is committed, failed when nothing of it has happened. */
    <T> CompletionStage<T> write(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            writer.execute(() -> {
                try {
                    done.complete(committed(work));
                } catch (SQLException | RuntimeException failed) {
                    done.completeExceptionally(failed);
                }
            });
        } catch (RejectedExecutionException closed) {
            done.completeExceptionally(closed);
        }
        return done;
    }

    private <T> T committed(Work<T> work) throws SQLException {
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        }
    }

    /** The same, and waits for it: only for the start. */
    <T> T now(Work<T> work) {
        try {
            return write(work).toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw new IllegalStateException("the database can't be read: " + failed.getCause(), failed.getCause());
        }
    }

    /** Makes tables; each statement must do nothing the second time. */
    void define(String... statements) {
        now(open -> {
            try (Statement statement = open.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return true;
        });
    }

    /** Ends when all that was given has been written. */
    @Override
    public void close() throws IOException {
        writer.shutdown();
        try (lock;
                connection) {
            if (!writer.awaitTermination(LAST_WRITES.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the last changes could not be written within " + LAST_WRITES);
            }
        } catch (SQLException broken) {
            throw new IOException("can't close the database", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
