package dev.vivarium.engine.delay;

import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Storage;
import dev.vivarium.StorageSettings;
import dev.vivarium.TimeSource;
import dev.vivarium.engine.delay.ScriptRecord.GoneException;
import dev.vivarium.policy.Limit;
import dev.vivarium.spi.DelayRunner.Run;
import dev.vivarium.spi.DelayStore;
import dev.vivarium.spi.DelayStore.Bounds;
import dev.vivarium.spi.DelayStoreProvider;
import dev.vivarium.spi.StoredRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The delays of one Vivarium that outlive it. Safe for use by any thread. */
public final class StoredDelays {

    private static final Logger LOG = LoggerFactory.getLogger(StoredDelays.class);

    /** A century; what is longer would not fit a clock's nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** When the engine has no room for one more task. */
    private static final Duration WHEN_FULL = Duration.ofSeconds(1);

    /** When something is missing that an admin must bring back. */
    private static final Duration WHEN_BROKEN = Duration.ofMinutes(1);

    /** Each waits in a thread that costs little; what they wait for is the engine's to share out. */
    private static final int MOST_AT_ONCE = 256;

    /** How many numbers are taken at a time: one transaction for so many delays that are not stored. */
    private static final int BLOCK = 1_000;

    private final StorageSettings settings;
    private final DelayStore store;
    private final TimeSource time;
    private final Starter starter;
    private final ScriptRecord records;
    private long nextId;
    private long endOfBlock;
    private volatile boolean closing;

    private StoredDelays(StorageSettings settings, DelayStore store, TimeSource time, Starter starter) {
        this.settings = settings;
        this.store = store;
        this.time = time;
        this.starter = starter;
        records = new ScriptRecord(settings);
    }

    /** Starts tasks. */
    @FunctionalInterface
    public interface Starter {

        /**
         * Starts a task of {@code script}, or gives empty where there is no room for it now.
         *
         * @param told hears of the task before it begins
         */
        Optional<ScriptTask> start(Script script, Consumer<ScriptTask> told);
    }

    /**
     * Opens the store that {@code settings} ask for; empty if they ask for none.
     *
     * @throws IllegalStateException if it can't be opened; the message says why
     */
    public static Optional<StoredDelays> open(StorageSettings settings, TimeSource time, Starter starter) {
        return settings.storage()
                .map(where -> new StoredDelays(settings, provider(where).open(where, time), time, starter));
    }

    private static DelayStoreProvider provider(Storage where) {
        String setting = where instanceof Storage.Directory ? "data" : "database";
        return ServiceLoader.load(DelayStoreProvider.class, DelayStoreProvider.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "setting " + setting + " needs the module vivarium-store, which is not on the path"));
    }

    /** Begins to run what is due. */
    public void start(int maxQueued) {
        // Less than the engine takes: what is submitted meanwhile needs room, too.
        store.start(this::run, Math.clamp(maxQueued / 2, 1, MOST_AT_ONCE));
    }

    /**
     * Stores one.
     *
     * @param name what people are shown
     * @param pending how many the owner may have at most, whatever the settings say
     * @throws IllegalArgumentException if it can't be stored; the message may be shown to the script's author
     * @throws dev.vivarium.spi.StoreFullException if it is one too many
     * @throws IllegalStateException if the store fails or is closed
     */
    public Delay add(Duration wait, Script script, String name, Limit<Integer> pending) {
        if (wait.isNegative() || wait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a delay is from 0 seconds to a hundred years long, not " + wait);
        }
        if (closing) {
            throw new IllegalStateException("this Vivarium is closed");
        }
        byte[] record = records.write(script);
        StoredRow row = new StoredRow(
                nextId(), script.owner(), printable(name), time.now().plus(wait), StoredRow.State.ARMED, 0, record);
        store.add(
                row,
                new Bounds(
                        settings.mostPerOwner().tighter(pending),
                        settings.most(),
                        settings.bytesPerOwner(),
                        settings.bytes()));
        return handle(row);
    }

    /** Not every database takes every character; nobody reads these. */
    private static String printable(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE ? '?' : point)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** A number that no delay had before, stored or not, in this life of the process or another. */
    synchronized long nextId() {
        if (nextId == endOfBlock) {
            nextId = store.reserve(BLOCK);
            endOfBlock = nextId + BLOCK;
        }
        return nextId++;
    }

    /** How many one owner may have stored. */
    public Limit<Integer> mostPerOwner() {
        return settings.mostPerOwner();
    }

    /** The one of that number, if it exists, or has ended in the last minutes. */
    public Optional<Delay> find(long id) {
        return store.find(id).map(this::handle);
    }

    /** Those that exist, oldest first. */
    List<Delay> all() {
        return store.all().stream().map(this::handle).toList();
    }

    private Delay handle(StoredRow row) {
        return new StoredDelay(row, store, this::runBeside);
    }

    private boolean runBeside(StoredRow row) {
        try {
            return starter.start(records.read(row), task -> tell(row, task)).isPresent();
        } catch (GoneException | IllegalStateException unable) {
            LOG.warn("stored delay {} ({}, owner {}) can't be called: {}", row.id(), row.name(), row.owner(), unable);
            return false;
        }
    }

    private Run run(StoredRow row) {
        try {
            Script script = records.read(row);
            return starter.start(script, task -> tell(row, task))
                    .map(this::result)
                    .orElseGet(() -> new Run.Again(WHEN_FULL));
        } catch (GoneException gone) {
            LOG.warn(
                    "stored delay {} ({}, owner {}) is over: {}", row.id(), row.name(), row.owner(), gone.getMessage());
            return new Run.Ended("GONE");
        } catch (RuntimeException broken) {
            LOG.error(
                    "stored delay {} ({}, owner {}) can't run now, and is tried again in {} s",
                    row.id(),
                    row.name(),
                    row.owner(),
                    WHEN_BROKEN.toSeconds(),
                    broken);
            return new Run.Again(WHEN_BROKEN);
        }
    }

    /** What a close has cut short runs again in another life; what no worker could take, when one can. */
    private Run result(ScriptTask task) {
        Outcome outcome = task.completion().toCompletableFuture().join();
        return switch (outcome) {
            case Outcome.Rejected _ -> new Run.Again(closing ? Duration.ZERO : WHEN_BROKEN);
            case Outcome.Killed _, Outcome.Lost _ when closing -> new Run.Again(Duration.ZERO);
            default -> new Run.Ended(outcome.name());
        };
    }

    private void tell(StoredRow row, ScriptTask task) {
        try {
            settings.listener().accept(handle(row), task);
        } catch (RuntimeException thrown) {
            LOG.error("the listener for tasks of stored delays threw (setting onStoredTask)", thrown);
        }
    }

    /** From here on nothing begins, and what ends badly runs again in another life. To be called before tasks are ended. */
    public void closing() {
        closing = true;
    }

    /** Closes the store. To be called when all tasks have ended. */
    public void close() {
        store.close();
    }
}
