package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A script that does no harm and uses a bit of everything, and the answer that CPython gives: a worker that an attack
 * has poisoned mostly works, and fails only at errors, patterns or such.
 */
final class Innocent {

    private static final String OWNER = "innocent";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MESSAGE = "hello guest";
    private static final String ANSWER = String.join(
            ", ",
            "['ZeroDivisionError/Traceback (most recent call last):/ZeroDivisionError: division by zero'",
            "\"KeyError/Traceback (most recent call last):/KeyError: 'gone'\"",
            "\"ValueError/Traceback (most recent call last):/ValueError: invalid literal for int() with base 10: 'x1'\"",
            "\"AttributeError/Traceback (most recent call last):/AttributeError: 'NoneType' object has no attribute 'gone'\"",
            "'IndexError/Traceback (most recent call last):/IndexError: list index out of range'",
            "'Refusal: not today'",
            "[('ann', 'home'), ('bob', 'work')]",
            "'aBB!c B!c b'",
            "'STRASSE'",
            "'   3.142|ab   |+7'",
            "'é€'",
            "0.30000000000000004",
            "1.4142135623730951",
            "2.67",
            "inf",
            "142857142857142857142857142857",
            "(-3, 2)",
            "0.5",
            "[Shape(1), Shape(3)]",
            "True",
            "20",
            "[('a', 0), ('b', 2)]",
            "{'k': 1, 'l': {2}}",
            "60",
            "3",
            "[1, 3]]");

    private final String source = Resources.text("innocent.py");
    private final Policy policy;

    Innocent(Policy policy) {
        this.policy = policy;
    }

    /** Runs it on {@code lane} now. */
    Evidence.Innocence run(Lane lane) throws InterruptedException {
        Caller caller = new Caller("guest");
        Script script = Script.of(source)
                .named("innocent")
                .ownedBy(OWNER)
                .under(policy)
                .within(PATIENCE)
                .granting("caller", caller);
        Submission submission = new Submission(lane.engine(), script, caller);
        submission.await(PATIENCE.plusSeconds(5));
        Evidence.Run run = submission.seen();
        return new Evidence.Innocence(wrong(run.outcome(), caller.messages()), run.took());
    }

    /** What is wrong with such an end; empty if nothing is. */
    static Optional<String> wrong(Optional<Outcome> outcome, List<String> messages) {
        return switch (outcome.orElse(null)) {
            case null -> Optional.of("it never ended");
            case Outcome.Returned returned
            when !ANSWER.equals(returned.value()) -> Optional.of("it answered " + Texts.of(returned.value()));
            case Outcome.Returned _ ->
                messages.equals(List.of(MESSAGE)) ? Optional.empty() : Optional.of("its messages were " + messages);
            case Outcome.Problem problem -> Optional.of(problem.message());
        };
    }

    /** The right answer. */
    static String answer() {
        return ANSWER;
    }

    /** The one message that it sends. */
    static String message() {
        return MESSAGE;
    }
}
