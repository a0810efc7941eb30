package dev.vivarium.game.quota;

import dev.vivarium.TimeSource;
import dev.vivarium.game.rate.Budgets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the scripts of each owner have used up. For the game's thread alone. */
public final class Accounting {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Budgets runs;
    private final Budgets cpu;
    private final Budgets told;
    private final Map<String, Integer> open = new HashMap<>();

    /** Nobody has used anything yet. */
    public Accounting(TimeSource time) {
        runs = new Budgets(Long.MAX_VALUE, MINUTE, time);
        cpu = new Budgets(Long.MAX_VALUE, MINUTE, time);
        told = new Budgets(1, MINUTE, time);
    }

    /** Why a further script of {@code owner} can't run now; empty if it can. */
    public Optional<String> whyNot(String owner, Allowance allowance) {
        return whyNotInThisMinute(owner, allowance)
                .or(() -> open(owner) >= allowance.open()
                        ? Optional.of(allowance.open() + " of your scripts are running at one time")
                        : Optional.empty());
    }

    /** The same for one that the engine makes wait for its turn, so that how many run at one time is no reason. */
    public Optional<String> whyNotInThisMinute(String owner, Allowance allowance) {
        if (runs(owner) >= allowance.runs()) {
            return Optional.of("your scripts have run " + allowance.runs() + " times within a minute");
        }
        if (cpu(owner).compareTo(allowance.cpu()) >= 0) {
            return Optional.of(
                    "your scripts have used " + allowance.cpu().toSeconds() + " s of a processor within a minute");
        }
        return Optional.empty();
    }

    /** Whether {@code owner} is to be told of a refusal; not more than once a minute. */
    public boolean mayTell(String owner) {
        return told.take(owner);
    }

    /** A script of {@code owner} begins. */
    public void started(String owner) {
        runs.use(owner, 1);
        open.merge(owner, 1, Integer::sum);
    }

    /** One that was {@link #started} has ended. */
    public void ended(String owner) {
        open.merge(owner, -1, Integer::sum);
        open.remove(owner, 0);
    }

    /** A task of {@code owner}'s, of whatever kind, has used so much of a processor. */
    public void used(String owner, Duration processor) {
        cpu.use(owner, processor.toNanos());
    }

    /** Within the last minute. */
    public long runs(String owner) {
        return runs.used(owner);
    }

    /** Of a processor, within the last minute. */
    public Duration cpu(String owner) {
        return Duration.ofNanos(cpu.used(owner));
    }

    /** How many run now. */
    public int open(String owner) {
        return open.getOrDefault(owner, 0);
    }
}
