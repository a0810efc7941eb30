package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.policy.Policy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attack on one lane, from its canaries to its verdict. */
final class AttackRun {

    /** How much longer than its deadline an attack may go on before it counts as never ending. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Children that attacks start sleep for three seconds. */
    private static final Duration CHILDHOOD = Duration.ofSeconds(4);

    /** For what is still under way when a script ends: a connection, a second callback. */
    private static final Duration AFTERMATH = Duration.ofMillis(200);

    private static final Duration SHRINKING = Duration.ofSeconds(2);

    private final Attack attack;
    private final Policy policy;
    private final Lane lane;
    private final ProcessWatch processes;
    private final String environment;

    AttackRun(Attack attack, Policy policy, Lane lane, ProcessWatch processes, String environment) {
        this.attack = attack;
        this.policy = policy;
        this.lane = lane;
        this.processes = processes;
        this.environment = environment;
    }

    /** Runs it. */
    Verdict run() throws IOException, InterruptedException {
        Stopwatch stopwatch = new Stopwatch();
        try (Canaries canaries = new Canaries()) {
            lane.awaitReady();
            Duration begin = processes.now();
            Evidence evidence = gather(canaries, begin);
            return new Verdict(
                    attack.id(),
                    attack.kind(),
                    attack.oracle().word(),
                    stopwatch.elapsed(),
                    Oracle.of(attack.oracle()).problems(evidence),
                    evidence.last().outcome().map(Outcome::name).orElse("NONE"),
                    processes.mostResidentSince(begin));
        }
    }

    private Evidence gather(Canaries canaries, Duration begin) throws IOException, InterruptedException {
        Companion companion = Companion.start(lane, policy);
        FileWatch files = attack.oracle() == OracleName.NO_WRITE ? FileWatch.overThisMachine() : null;
        long heap = HostHeap.used();
        List<Submission> submissions = runParts(canaries);
        Stopwatch after = new Stopwatch();
        Evidence.Innocence innocence = new Innocent(policy).run(lane);
        Optional<String> wrong = companion.end();
        after.waitUntil(attack.oracle() == OracleName.NO_PROCESS ? CHILDHOOD : AFTERMATH);
        return new Evidence(
                attack,
                submissions.stream().map(Submission::seen).toList(),
                canaries.secrets(environment),
                HostFacts.ofThisMachine(processes.workersSince(begin), canaries.harmless()),
                written(canaries, files),
                canaries.connections(),
                processes.strangersSince(begin),
                innocence,
                wrong,
                attack.oracle() == OracleName.CONTAINED ? HostHeap.used() - heap : 0,
                workerBytes());
    }

    private List<Submission> runParts(Canaries canaries) throws InterruptedException {
        List<Submission> submissions = new ArrayList<>();
        for (String part : attack.parts()) {
            Caller caller = new Caller("attacker");
            Script script = canaries.grantTo(Script.of(part)
                    .named(attack.id())
                    .ownedBy(submissions.isEmpty() ? "attacker" : "second")
                    .under(policy)
                    .within(attack.oracle().deadline())
                    .granting("caller", caller));
            Submission submission = new Submission(lane.engine(), script, caller);
            submissions.add(submission);
            submission.await(attack.oracle().deadline().plus(PATIENCE));
        }
        return submissions;
    }

    private static List<String> written(Canaries canaries, @Nullable FileWatch files) throws IOException {
        List<String> written = new ArrayList<>(canaries.changes());
        if (files != null) {
            written.addAll(files.news());
        }
        return written;
    }

    /** A worker may need a moment to shrink; what counts is whether it stays as it is. */
    private long workerBytes() throws InterruptedException {
        if (attack.oracle() == OracleName.CONTAINED) {
            new Stopwatch().waitFor(SHRINKING, () -> processes.largestWorker() <= ContainedOracle.WORKER_MOST);
        }
        return processes.largestWorker();
    }
}
