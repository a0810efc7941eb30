package dev.vivarium.benchmarks;

import dev.vivarium.benchmarks.Figure.PeerFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Collects what a measure reads in each round. */
final class Readings {

    private final Map<Goal, Entry> entries = new LinkedHashMap<>();

    /** All that was read for one goal. */
    private record Entry(
            List<Double> values,
            Map<String, List<Double>> parts,
            Map<String, List<Double>> peers,
            Map<String, String> skipped) {

        Entry() {
            this(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    /** One round's figure. */
    void add(Goal goal, double value) {
        entry(goal).values.add(value);
    }

    /** One round's figure of a part. */
    void part(Goal goal, String name, double value) {
        entry(goal).parts.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /** One round's figure of a peer. */
    void peer(Goal goal, String name, double value) {
        entry(goal).peers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /** A peer that could not be measured. */
    void skip(Goal goal, String peer, String reason) {
        entry(goal).skipped.put(peer, reason);
    }

    /** The figures of those goals that anything was read for. */
    List<Figure> figures() {
        return entries.entrySet().stream()
                .filter(entry -> !entry.getValue().values.isEmpty())
                .map(entry -> figure(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Entry entry(Goal goal) {
        return entries.computeIfAbsent(goal, _ -> new Entry());
    }

    private static Figure figure(Goal goal, Entry entry) {
        Map<String, PeerFigure> peers = new LinkedHashMap<>();
        peers.putAll(each(entry.peers, values -> new PeerFigure.Measured(Spread.of(values))));
        peers.putAll(each(entry.skipped, PeerFigure.Skipped::new));
        return new Figure(goal, Spread.of(entry.values), each(entry.parts, Spread::of), peers);
    }

    private static <A, B> Map<String, B> each(Map<String, A> from, Function<A, B> change) {
        Map<String, B> changed = new LinkedHashMap<>();
        from.forEach((name, value) -> changed.put(name, change.apply(value)));
        return changed;
    }
}
