package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One script on its way through an engine, as its caller sees it. */
final class Submission {

    private final Stopwatch stopwatch = new Stopwatch();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger callbacks = new AtomicInteger();
    private final Caller caller;
    private final ScriptTask task;
    private volatile @Nullable Duration took;

    Submission(Vivarium engine, Script script, Caller caller) {
        this.caller = caller;
        task = engine.run(script, value -> called(), problem -> called());
    }

    private void called() {
        if (callbacks.incrementAndGet() == 1) {
            took = stopwatch.elapsed();
            ended.countDown();
        }
    }

    /** Waits for the terminal callback, and ends the task itself if none comes within {@code patience}. */
    void await(Duration patience) throws InterruptedException {
        if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            task.kill();
        }
    }

    /** What is known by now: callbacks that come twice come late. */
    Evidence.Run seen() {
        Duration time = took;
        Optional<Outcome> outcome = time == null ? Optional.empty() : task.outcome();
        return new Evidence.Run(outcome, time == null ? stopwatch.elapsed() : time, callbacks.get(), texts());
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        task.outcome().ifPresent(outcome -> Texts.of(outcome).forEach(texts::add));
        texts.add(task.output());
        texts.addAll(caller.messages());
        return texts;
    }
}
