package dev.vivarium;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link Vivarium}. Not safe for use by several threads. */
public final class VivariumBuilder {

    private int workers = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    private int spares = 1;
    private int peakWorkers = 1;
    private boolean warmUp = true;
    private int workerHeapMegabytes = 256;
    private int maxQueued = 10_000;
    private int runsPerWorker = 20_000;
    private int retainTasks = 1_000;
    private Duration retainFor = Duration.ofHours(1);
    private Duration startTimeout = Duration.ofSeconds(60);
    private @Nullable TimeSource time;
    private @Nullable Executor capabilityExecutor;
    private StorageSettings storage = StorageSettings.NONE;

    VivariumBuilder() {}

    /** How many worker processes run scripts; from 1 to 64. Default: half the processors, from 1 to 4. */
    public VivariumBuilder workers(int count) {
        workers = require("workers", count, 1, 64);
        return this;
    }

    /** How many more workers wait, warm, to replace one that dies; from 0 to 64. Default: 1. */
    public VivariumBuilder spares(int count) {
        spares = require("spares", count, 0, 64);
        return this;
    }

    /**
     * How many workers more may be started for sources that use the processor a lot; from 0 to 64. Such a worker compiles
     * Python: what has used 300 ms of a processor in runs that returned goes there from then on, and runs several times
     * as fast. It is started when the first source needs it, takes half a minute of a processor for that, and 256 MB of
     * heap more than the others. Default: 1.
     */
    public VivariumBuilder peakWorkers(int count) {
        peakWorkers = require("peakWorkers", count, 0, 64);
        return this;
    }

    /**
     * Whether workers make themselves warm before they take a script, and go on doing so while they have nothing else to
     * do. The first of a JVM then also has this JVM compile what each script passes through, in the background: some four
     * seconds of a processor, while nobody waits for a script. Without it the first script has its outcome seconds sooner,
     * and all later ones run at half the speed at best: for a program that runs a script or two and ends. Default: true.
     */
    public VivariumBuilder warmUp(boolean first) {
        warmUp = first;
        return this;
    }

    /** The Java heap of each worker, in binary megabytes; from 96 to 16384. Default: 256. */
    public VivariumBuilder workerHeapMegabytes(int megabytes) {
        workerHeapMegabytes = require("workerHeapMegabytes", megabytes, 96, 16_384);
        return this;
    }

    /** How many tasks may wait for a worker before further ones are rejected; at least 1. Default: 10,000. */
    public VivariumBuilder maxQueued(int count) {
        maxQueued = require("maxQueued", count, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * After how many runs a worker is replaced by a new one; at least 1. Those under a policy that keeps contexts don't
     * count: it is fresh contexts that wear a worker out, and what stays of others is seen in its memory. Default: 20,000.
     */
    public VivariumBuilder runsPerWorker(int count) {
        runsPerWorker = require("runsPerWorker", count, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * How many tasks that have ended {@link Vivarium#tasks} knows, as long as they keep no more than 32 MB together; at
     * least 1. Default: 1,000.
     */
    public VivariumBuilder retainTasks(int count) {
        retainTasks = require("retainTasks", count, 1, Integer.MAX_VALUE);
        return this;
    }

    /** For how long after their end {@link Vivarium#tasks} knows tasks, if there are not too many. Default: an hour. */
    public VivariumBuilder retainFor(Duration age) {
        if (!age.isPositive()) {
            throw new IllegalArgumentException("retainFor must be positive, not " + age);
        }
        retainFor = age;
        return this;
    }

    /** How long a worker may take from its start until it is ready, before it is killed. Default: one minute. */
    public VivariumBuilder startTimeout(Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("startTimeout must be positive, not " + timeout);
        }
        startTimeout = timeout;
        return this;
    }

    /** Where time comes from. Default: the system's clock. */
    public VivariumBuilder time(TimeSource source) {
        time = Objects.requireNonNull(source);
        return this;
    }

    /**
     * Where scripts' calls to capabilities are made, a game's main thread for example. Default: each call on a virtual
     * thread of its own.
     */
    public VivariumBuilder capabilityExecutor(Executor executor) {
        capabilityExecutor = Objects.requireNonNull(executor);
        return this;
    }

    /**
     * The directory for what shall outlive this process, stored delays; made if it is not there. One Vivarium at a time
     * may use it. Needs the module vivarium-store on the path. Default: none, and nothing can be stored.
     */
    public VivariumBuilder data(Path directory) {
        storage = storage.in(new Storage.Directory(directory));
        return this;
    }

    /**
     * The PostgreSQL database for what shall outlive this process, in place of a directory. Several hosts may share one
     * if their clocks agree to some seconds and all can run whatever is stored there. Needs the module vivarium-store on
     * the path.
     *
     * @param url begins with {@code jdbc:postgresql:}
     */
    public VivariumBuilder database(String url, String user, String password) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("database must be a URL that begins with jdbc:postgresql:");
        }
        storage = storage.in(new Storage.Database(url, user, password));
        return this;
    }

    /**
     * Finds policies by name. Those of stored scripts: when a delay is stored, to see that this name stands for its
     * script's policy, and when it runs; if one is not found then, the delay is tried again each minute. And those that
     * scripts name for the scripts that they start, which get only one that is no wider than their own. Called by several
     * threads; must not block. Default: the presets.
     */
    public VivariumBuilder policies(Function<String, Optional<Policy>> byName) {
        storage = storage.policies(Objects.requireNonNull(byName));
        return this;
    }

    /**
     * Finds the {@link DurableCapability} objects that stored delays name. Default: finds none, and a delay that names one
     * is tried again each minute.
     */
    public VivariumBuilder durable(DurableResolver resolver) {
        storage = storage.resolver(Objects.requireNonNull(resolver));
        return this;
    }

    /**
     * Hears of each task that a stored delay begins, before it does: so that its callbacks can be set. Called on threads
     * of Vivarium's. Default: nobody does, and problems are logged.
     */
    public VivariumBuilder onStoredTask(BiConsumer<? super Delay, ? super ScriptTask> listener) {
        storage = storage.listener(Objects.requireNonNull(listener));
        return this;
    }

    /**
     * How many delays may be stored at one time, of one owner and in all; at least 1, or unlimited by name. Scripts may
     * store no more for their owner than the limit {@code pending} of their policy. Default: 10,000 and 1,000,000.
     */
    public VivariumBuilder storedDelays(Limit<Integer> perOwner, Limit<Integer> all) {
        perOwner.most().ifPresent(most -> require("storedDelays", most, 1, Integer.MAX_VALUE));
        all.most().ifPresent(most -> require("storedDelays", most, 1, Integer.MAX_VALUE));
        storage = storage.counts(perOwner, all);
        return this;
    }

    /**
     * How large the stored delays may be together, source and variables, of one owner and in all; or unlimited by name.
     * Default: 64 MB and 1 GB.
     */
    public VivariumBuilder storedBytes(Limit<ByteSize> perOwner, Limit<ByteSize> all) {
        storage = storage.sizes(perOwner, all);
        return this;
    }

    /**
     * Makes what lets workers start fast on this machine, a cache of the runtime's classes in the user's cache folder
     * (system property {@code vivarium.cache}: another folder, or {@code off}). Without this call it is made in the
     * background, a minute after the first worker has started. Takes half a minute the first time.
     *
     * @return whether it is there now; false for a class path with folders, which can't have one
     */
    public boolean prepare() {
        return provider().prepare(settings());
    }

    private static int require(String setting, int given, int least, int most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(setting + " must be from " + least + " to " + most + ", not " + given);
        }
        return given;
    }

    /** Opens a Vivarium with these settings. Returns before the first worker is up. */
    public Vivarium open() {
        return provider().open(settings());
    }

    static VivariumProvider provider() {
        return ServiceLoader.load(VivariumProvider.class, VivariumProvider.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no engine found: META-INF/services of vivarium-engine is missing from the class path"));
    }

    private Settings settings() {
        return new Settings(
                workers,
                spares,
                peakWorkers,
                warmUp,
                workerHeapMegabytes,
                maxQueued,
                runsPerWorker,
                retainTasks,
                retainFor,
                startTimeout,
                Optional.ofNullable(time),
                Optional.ofNullable(capabilityExecutor),
                storage);
    }

    /**
     * What the builder collected; each is documented at its method there.
     *
     * @param time empty for the system's clock
     * @param capabilityExecutor empty for virtual threads
     * @param storage how delays are stored
     */
    public record Settings(
            int workers,
            int spares,
            int peakWorkers,
            boolean warmUp,
            int workerHeapMegabytes,
            int maxQueued,
            int runsPerWorker,
            int retainTasks,
            Duration retainFor,
            Duration startTimeout,
            Optional<TimeSource> time,
            Optional<Executor> capabilityExecutor,
            StorageSettings storage) {}
}
