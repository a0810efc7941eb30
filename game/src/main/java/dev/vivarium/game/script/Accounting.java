package dev.vivarium.game.script;

import dev.vivarium.Outcome;
import dev.vivarium.TimeSource;
import dev.vivarium.game.rate.Budgets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the scripts of each author have used up. For the game's thread alone. */
final class Accounting {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Budgets runs;
    private final Budgets cpu;
    private final Budgets told;
    private final Map<String, Integer> open = new HashMap<>();

    Accounting(TimeSource time) {
        runs = new Budgets(Long.MAX_VALUE, MINUTE, time);
        cpu = new Budgets(Long.MAX_VALUE, MINUTE, time);
        told = new Budgets(1, MINUTE, time);
    }

    /** Why a further script of {@code author} can't run now; empty if it can. */
    Optional<String> whyNot(String author, Allowance allowance) {
        if (runs(author) >= allowance.runs()) {
            return Optional.of("your scripts have run " + allowance.runs() + " times within a minute");
        }
        if (cpu(author).compareTo(allowance.cpu()) >= 0) {
            return Optional.of(
                    "your scripts have used " + allowance.cpu().toSeconds() + " s of a processor within a minute");
        }
        if (open(author) >= allowance.open()) {
            return Optional.of(allowance.open() + " of your scripts are running at one time");
        }
        return Optional.empty();
    }

    /** Whether {@code author} is to be told of a refusal; not more than once a minute. */
    boolean mayTell(String author) {
        return told.take(author);
    }

    void started(String author) {
        runs.use(author, 1);
        open.merge(author, 1, Integer::sum);
    }

    void ended(String author, Outcome outcome) {
        cpu.use(author, outcome.usage().cpu().toNanos());
        open.merge(author, -1, Integer::sum);
        open.remove(author, 0);
    }

    long runs(String author) {
        return runs.used(author);
    }

    Duration cpu(String author) {
        return Duration.ofNanos(cpu.used(author));
    }

    int open(String author) {
        return open.getOrDefault(author, 0);
    }
}
