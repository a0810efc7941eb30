package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Made-up evidence: that of a harmless run, but for what a test changes. */
final class Scene {

    static final String SECRET = "secret0123456789abcdef";
    static final String ENVIRONMENT = "secretfedcba9876543210";

    private final OracleName oracle;
    private final List<Evidence.Run> runs = new ArrayList<>();
    private String argument = "";
    private String source = "pass";
    private List<String> written = List.of();
    private int connections;
    private List<String> processes = List.of();
    private Evidence.Innocence innocent = new Evidence.Innocence(Optional.empty(), Duration.ofMillis(50));
    private Optional<String> companion = Optional.empty();
    private long heapGrowth;
    private long workerBytes = 400L << 20;

    Scene(OracleName oracle) {
        this.oracle = oracle;
    }

    static Outcome returned(@Nullable Object... calls) {
        return new Outcome.Returned(Arrays.asList(calls), Usage.NONE);
    }

    static Outcome failed(String type, String message, String traceback) {
        return new Outcome.Failed(new ScriptError(type, message, traceback), Usage.NONE);
    }

    static Outcome timedOut() {
        return new Outcome.TimedOut(Duration.ofSeconds(2), Usage.NONE);
    }

    /** One more part that ended like this after 100 ms, with one callback. */
    Scene ended(Outcome outcome, String... texts) {
        return run(Optional.of(outcome), Duration.ofMillis(100), 1, texts);
    }

    Scene run(Optional<Outcome> outcome, Duration took, int callbacks, String... texts) {
        List<String> all = new ArrayList<>(List.of(texts));
        outcome.ifPresent(end -> Texts.of(end).forEach(all::add));
        runs.add(new Evidence.Run(outcome, took, callbacks, all));
        return this;
    }

    Scene attack(String changedSource, String changedArgument) {
        source = changedSource;
        argument = changedArgument;
        return this;
    }

    Scene written(String... lines) {
        written = List.of(lines);
        return this;
    }

    Scene connections(int count) {
        connections = count;
        return this;
    }

    Scene processes(String... lines) {
        processes = List.of(lines);
        return this;
    }

    Scene innocent(@Nullable String wrong, Duration took) {
        innocent = new Evidence.Innocence(Optional.ofNullable(wrong), took);
        return this;
    }

    Scene companion(String wrong) {
        companion = Optional.of(wrong);
        return this;
    }

    Scene heapGrowth(long bytes) {
        heapGrowth = bytes;
        return this;
    }

    Scene workerBytes(long bytes) {
        workerBytes = bytes;
        return this;
    }

    private static HostFacts host() {
        return new HostFacts(
                Map.of(
                        "anna", "the host's user",
                        "/home/anna", "the host's home directory",
                        "box17", "the host's name",
                        "4711", "a worker's process id",
                        "6.12.3-generic", "the kernel's version",
                        "/usr/lib/jvm/jdk-25", "the host's JDK"),
                List.of("/home/anna/tmp/attack1/secret.txt"));
    }

    /** What the oracle says of it. */
    List<String> problems() {
        Attack attack = new Attack("made-up", "made-up", oracle, argument, List.of(source));
        return Oracle.of(oracle)
                .problems(new Evidence(
                        attack,
                        runs,
                        new Secrets(Map.of("file", SECRET, "environment", ENVIRONMENT)),
                        host(),
                        written,
                        connections,
                        processes,
                        innocent,
                        companion,
                        heapGrowth,
                        workerBytes));
    }
}
