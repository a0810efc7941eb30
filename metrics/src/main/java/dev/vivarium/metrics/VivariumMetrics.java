package dev.vivarium.metrics;

import dev.vivarium.Stats;
import dev.vivarium.TaskEnd;
import dev.vivarium.TimeSource;
import dev.vivarium.Vivarium;
import dev.vivarium.Workers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What a {@link Vivarium} counts, under the names of {@code docs/metrics.md}. No tag has more values than there are
 * outcomes or kinds of workers: neither owners nor scripts can fill a registry. Safe for use by any thread.
 */
public final class VivariumMetrics implements MeterBinder, AutoCloseable {

    private static final double[] SHOWN = {0.5, 0.99};

    private final Vivarium vivarium;
    private final List<TimeSource.Cancellation> watching = new CopyOnWriteArrayList<>();

    /** As of the last time that somebody read a gauge: nobody waits for an answer here. */
    private volatile Workers workers = Workers.NONE;

    /** @param vivarium what is measured; it is not closed by this */
    public VivariumMetrics(Vivarium vivarium) {
        this.vivarium = vivarium;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "vivarium.tasks.submitted", "tasks that run was called for", Stats::submitted);
        count(registry, "vivarium.tasks.late", "results that came after their task had ended", Stats::lateResults);
        count(registry, "vivarium.workers.started", "workers started, replacements included", Stats::workersStarted);
        count(registry, "vivarium.workers.lost", "workers that died or were killed", Stats::workersLost);
        gauge(registry, "vivarium.tasks.queued", "tasks that wait for a worker", Stats::queued);
        gauge(
                registry,
                "vivarium.tasks.open",
                "tasks without an outcome",
                stats -> stats.submitted() - stats.finished());
        ready(registry, "quick", Stats::workersReady);
        ready(registry, "peak", Stats::peakWorkersReady);
        Gauge.builder("vivarium.workers.memory", this, VivariumMetrics::memory)
                .description("memory of all workers' processes")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        Gauge.builder("vivarium.contexts.ready", this, VivariumMetrics::contexts)
                .description("fresh contexts that wait for a script")
                .register(registry);
        watching.add(vivarium.onTaskEnd(Runnable::run, end -> ended(registry, end)));
    }

    private static void ended(MeterRegistry registry, TaskEnd end) {
        String outcome = end.outcome().name().toLowerCase(Locale.ROOT);
        Timer.builder("vivarium.tasks")
                .description("from submission to outcome")
                .tag("outcome", outcome)
                .publishPercentiles(SHOWN)
                .register(registry)
                .record(end.latency());
        Timer.builder("vivarium.tasks.cpu")
                .description("processor time of scripts")
                .tag("outcome", outcome)
                .register(registry)
                .record(end.outcome().usage().cpu());
    }

    private void count(MeterRegistry registry, String name, String what, ToLongFunction<Stats> value) {
        FunctionCounter.builder(name, vivarium, counted -> value.applyAsLong(counted.stats()))
                .description(what)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<Stats> value) {
        Gauge.builder(name, vivarium, counted -> value.applyAsDouble(counted.stats()))
                .description(what)
                .register(registry);
    }

    private void ready(MeterRegistry registry, String kind, ToDoubleFunction<Stats> value) {
        Gauge.builder("vivarium.workers.ready", vivarium, counted -> value.applyAsDouble(counted.stats()))
                .description("workers that could take a script or are running one")
                .tag("kind", kind)
                .register(registry);
    }

    private double memory() {
        refresh();
        return workers.present().stream()
                .mapToLong(Workers.Worker::residentBytes)
                .sum();
    }

    private double contexts() {
        refresh();
        return workers.present().stream()
                .mapToInt(worker -> worker.contextsReady().orElse(0))
                .sum();
    }

    private void refresh() {
        vivarium.workers().thenAccept(known -> workers = known);
    }

    /** Counts no further ends of tasks. */
    @Override
    public void close() {
        watching.forEach(TimeSource.Cancellation::cancel);
        watching.clear();
    }
}
