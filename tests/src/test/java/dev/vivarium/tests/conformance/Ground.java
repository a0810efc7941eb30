package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import dev.vivarium.testing.Eventually;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** One worker process, no spare, and somebody whom scripts speak to. */
final class Ground {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Whom a script speaks to. */
    public static final class Player {

        final List<@Nullable Object> heard = Collections.synchronizedList(new ArrayList<>());

        @HostAccess.Export
        public void msg(@Nullable Object text) {
            heard.add(text);
        }

        void awaitHeard(@Nullable Object... texts) {
            Eventually.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(new ArrayList<>(heard)).isEqualTo(Arrays.asList(texts)));
        }
    }

    private Ground() {}

    static Vivarium open() {
        Vivarium vivarium =
                Vivarium.builder().workers(1).spares(0).peakWorkers(0).open();
        Waiting.untilReady(vivarium);
        return vivarium;
    }

    static Script script(String source, Player self) {
        return Script.of(source).granting("self", self).under(Presets.BUILDER);
    }

    static @Nullable Object value(ScriptTask task) {
        return Waiting.outcome(task).value();
    }

    static void awaitGone(ScriptTask task) {
        Eventually.await().atMost(PATIENCE).until(() -> !task.isResident());
    }

    static Question next(BlockingQueue<Question> questions) {
        try {
            Question next = questions.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no question came");
            }
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
