package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The guest side of a link: takes scripts, runs them, and reports. The same in a process of its own and in the host's
 * JVM. Safe for use by any thread.
 */
public final class Worker implements AutoCloseable {

    /** The stack of a script's thread beyond what its policy allows: for what runs before, after and at its end. */
    private static final long STACK_RESERVE = 1024 * 1024;

    /** What runs a script is to be compiled as well as what makes its context, which takes ten times as long. */
    private static final int RUNS_PER_EXERCISE = 5;

    /** Touches what the first script would otherwise wait for: errors, their description, values, waiting. */
    private static final String WARM_UP = """
            import time
            time.sleep(0)
            def fail(depth):
                return fail(depth - 1) if depth else {}['missing']
            try:
                fail(3)
            except KeyError as error:
                _return([1, 2.5, 'text', b'bytes', (None, True), {'key': {1, 2}}, f'{error!r:>20}'])
            print('warm')
            raise ValueError('warm')
            """;

    /** What scripts import most: a module is parsed once in a worker, which takes a second for these. */
    private static final String IMPORTS = """
            import collections, dataclasses, datetime, enum, functools, itertools, json, math, random, re, string
            import textwrap, typing
            json.loads(json.dumps(re.split(r'\\s', 'a b')))
            """;

    /** The first time it's parsed, and what it does is run by the JVM's interpreter many times more. */
    private static final int IMPORTS_EXERCISES = 10;

    /**
     * Gives a compiler for Python something to do, so that its thread is there before any script is: it has the priority
     * of the thread for which it was made, and ends only with the worker.
     */
    private static final String COMPILE = """
            def add(number, more):
                return number + more
            for number in range(5_000):
                add(number, 1)
            """;

    private static final Run WARM_UP_RUN = own(WARM_UP);

    private static final Run COMPILE_RUN = own(COMPILE);

    private static final Run IMPORTS_RUN = own(IMPORTS);

    private final GuestEngine engine;
    private final Contexts contexts;
    private final SourceCache sources = new SourceCache();
    private final Turn turn = new Turn(this::turnTaken);
    private final Unsettled unsettled = Tally.newUnsettled();
    private final Map<Long, GuestRun> runs = new ConcurrentHashMap<>();
    private final GuestThreads threads;
    private final TimeSource time;
    private final Meter meter;
    private final RuntimeClasses classes = new RuntimeClasses(turn::isTaken);
    private final Soundness soundness;
    private final Exercise exercise;

    /** For the thread that makes contexts. */
    private int importsLeft = IMPORTS_EXERCISES;

    /** Open once a script has been here, or need not be waited for. */
    private final CountDownLatch first = new CountDownLatch(1);

    /**
     * Makes the engine and mostly warms it up, which takes seconds in a new JVM.
     *
     * @param name begins the names of its threads
     * @param log gets the runtime's own complaints
     * @param jvm whose JVM this is
     * @throws IllegalStateException if the runtime does not work
     */
    public Worker(String name, TimeSource time, PythonWalls walls, OutputStream log, Jvm jvm) {
        this.time = time;
        threads = new GuestThreads(name, jvm::kernelThread);
        engine = new GuestEngine(walls, log);
        meter = new Meter(this::computing, atEachLook(jvm));
        ReadyContexts fresh = new ReadyContexts(engine, time);
        contexts = new Contexts(fresh, new KeptContexts(time));
        exercise = new Exercise(() -> exercise(jvm), jvm.exercises(), turn::isTaken);
        soundness = new Soundness(fresh, jvm::stackWasUsedUp, jvm.heapGrowth(time));
        if (jvm.warmsUp()) {
            // The first context of a JVM takes seconds: two threads that make it at the same time take as long each.
            warmUp(jvm, fresh);
            fresh.start(name + "-contexts", jvm::goLater, exercise);
            first.countDown();
        }
        meter.start(name + "-meter");
    }

    private Runnable atEachLook(Jvm jvm) {
        Runnable nativeGrowth = jvm.nativeGrowth();
        return jvm.compilesPython()
                ? () -> {
                    nativeGrowth.run();
                    engine.keepRegexes();
                }
                : nativeGrowth;
    }

    private static Run own(String source) {
        Rules all = new Rules("warm-up", Bounds.of(Limits.widest()), Names.all());
        return new Run(0, "<warm-up>", source, Map.of(), List.of(), all);
    }

    private void turnTaken() {
        meter.wake();
    }

    private @Nullable GuestRun computing() {
        for (GuestRun run : runs.values()) {
            if (run.computes()) {
                return run;
            }
        }
        return null;
    }

    /** Initialises the whole runtime while no script computes; for a worker that has its JVM to itself. Any thread. */
    public void initialiseAll() throws IOException, InterruptedException {
        first.await();
        // The meter's first question would cost some ms of processor time, beside a script that already takes long.
        NativeHeap.bytes();
        classes.initialise();
    }

    /** Waits until it has done all that it does for nothing; gives false if that takes longer than {@code most}. */
    boolean awaitExercises(Duration most) throws InterruptedException {
        return exercise.await(most);
    }

    private void warmUp(Jvm jvm, ReadyContexts fresh) {
        CompletableFuture<Optional<String>> damage = new CompletableFuture<>();
        threads.start(stackBytes(WARM_UP_RUN), kernelThread -> {
            jvm.goToWarmUp();
            try {
                guestRun(WARM_UP_RUN, _ -> {}).run(kernelThread);
                if (jvm.compilesPython()) {
                    guestRun(COMPILE_RUN, _ -> {}).run(kernelThread);
                }
                Optional<String> found = soundness.probe();
                // The first script is not to make its own, which takes a fifth of a second still.
                fresh.makeOne();
                damage.complete(found);
            } catch (RuntimeException | Error broken) {
                damage.complete(Optional.of("the warm-up failed with " + broken));
            }
            // Scripts have another priority, and none can be raised.
            return false;
        });
        damage.join().ifPresent(why -> {
            throw new IllegalStateException("this runtime is of no use: " + why);
        });
    }

    /** Runs no script of anybody's, so it needs no turn. */
    private void exercise(Jvm jvm) {
        jvm.goLast();
        GuestContext fresh = engine.newContext();
        for (int run = 0; run < RUNS_PER_EXERCISE; run++) {
            exercise(fresh, WARM_UP_RUN);
        }
        if (importsLeft > 0) {
            importsLeft--;
            exercise(fresh, IMPORTS_RUN);
        }
        fresh.destroy();
    }

    private void exercise(GuestContext fresh, Run run) {
        fresh.evaluate(run, sources.get(run.name(), run.source()), OutputStream.nullOutputStream(), new Nowhere());
        fresh.renew();
    }

    /** Starts a script; everything about it goes to {@code report}, last its end, or that it was given back. */
    public void run(Run run, Consumer<Message.FromWorker> report) {
        GuestRun guest = guestRun(run, message -> {
            if (isLast(message)) {
                runs.remove(run.task());
                first.countDown();
            }
            report.accept(message);
        });
        runs.put(run.task(), guest);
        threads.start(stackBytes(run), guest);
    }

    private static boolean isLast(Message.FromWorker message) {
        return switch (message) {
            case Message.Finished end -> !end.stays();
            case Message.Left _, Message.Recalled _ -> true;
            default -> false;
        };
    }

    private GuestRun guestRun(Run run, Consumer<Message.FromWorker> report) {
        return new GuestRun(
                run,
                sources.get(run.name(), run.source()),
                contexts,
                soundness,
                runs::size,
                turn.join(),
                unsettled,
                time,
                report);
    }

    private static long stackBytes(Run run) {
        return run.rules().bounds().recursionBytes() + STACK_RESERVE;
    }

    /** Hands an answer to the script that waits for it, if it is here. */
    public void answer(Message.Answer answer) {
        GuestRun guest = runs.get(answer.task());
        if (guest != null) {
            guest.answered(answer);
        }
    }

    /** Gives an {@link Message.Invoke} or {@link Message.Forget} to the script that it is for, if it is here. */
    public void errand(long task, Message.FromHost errand) {
        GuestRun guest = runs.get(task);
        if (guest != null) {
            guest.errand(errand);
        }
    }

    /** Stops that script, if it is here. */
    public void cancel(long task) {
        threads.renew();
        GuestRun guest = runs.get(task);
        if (guest != null) {
            guest.cancel();
        }
    }

    /** Gives that script back if it is here and has not begun. */
    void recall(long task) {
        GuestRun guest = runs.get(task);
        if (guest != null) {
            guest.recall();
        }
    }

    /** How many fresh contexts wait for a script. */
    int contextsReady() {
        return contexts.ready();
    }

    /** Stops all scripts and takes no more. Does not wait for those that can't be interrupted. */
    @Override
    public void close() {
        classes.close();
        first.countDown();
        runs.values().forEach(GuestRun::cancel);
        contexts.close();
        meter.close();
    }
}
