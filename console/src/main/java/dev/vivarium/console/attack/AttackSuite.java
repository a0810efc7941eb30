package dev.vivarium.console.attack;

import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder;
import dev.vivarium.policy.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a corpus. */
public final class AttackSuite {

    /** The variable of the host's environment that holds a secret. A process can't set its own: who starts it does. */
    public static final String ENVIRONMENT = "CANARY_ENV";

    private final Function<VivariumBuilder, Vivarium> opener;
    private final Policy policy;
    private final String environment;

    /**
     * A suite for scripts under {@code policy}.
     *
     * @param opener opens engines
     * @param environment the secret in this process's environment, see {@link #ENVIRONMENT}
     */
    public AttackSuite(Function<VivariumBuilder, Vivarium> opener, Policy policy, String environment) {
        this.opener = opener;
        this.policy = policy;
        this.environment = environment;
    }

    /** A new secret for {@link #ENVIRONMENT}. */
    public static String newSecret() {
        return Canaries.newSecret();
    }

    /**
     * Runs all of {@code corpus} and tells {@code listener} of each verdict, one at a time.
     *
     * @param jobs how many attacks may run at once, each with an engine of its own
     * @throws IllegalStateException if not even an innocent script runs as it should
     */
    public void run(Corpus corpus, int jobs, Consumer<? super Verdict> listener) throws InterruptedException {
        Queue<Attack> attacks = new ConcurrentLinkedQueue<>(corpus.attacks());
        try (ProcessWatch processes = ProcessWatch.start();
                ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
            List<Future<?>> lanes = new ArrayList<>();
            for (int job = 0; job < jobs; job++) {
                lanes.add(threads.submit(() -> {
                    work(attacks, processes, listener);
                    return null;
                }));
            }
            join(lanes, threads);
        }
    }

    private static void join(List<Future<?>> lanes, ExecutorService threads) throws InterruptedException {
        try {
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void work(Queue<Attack> attacks, ProcessWatch processes, Consumer<? super Verdict> listener)
            throws InterruptedException {
        try (Lane lane = new Lane(opener)) {
            rehearse(lane);
            for (Attack attack = attacks.poll(); attack != null; attack = attacks.poll()) {
                Verdict verdict = new AttackRun(attack, policy, lane, processes, environment).run();
                synchronized (this) {
                    listener.accept(verdict);
                }
                if (!verdict.passed()) {
                    lane.renew();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where nothing runs nothing escapes either, and every attack would seem to fail. */
    private void rehearse(Lane lane) throws InterruptedException {
        lane.awaitReady();
        Companion companion = Companion.start(lane, policy);
        new Innocent(policy).run(lane).answer().ifPresent(wrong -> {
            throw new IllegalStateException("before any attack the innocent script fails: " + wrong);
        });
        companion.end().ifPresent(wrong -> {
            throw new IllegalStateException("before any attack the waiting script fails: " + wrong);
        });
    }
}
