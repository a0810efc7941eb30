package dev.vivarium.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptError;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskId;
import dev.vivarium.TaskTable;
import dev.vivarium.TaskTable.Found;
import dev.vivarium.TaskTable.Kill;
import dev.vivarium.TaskTable.Page;
import dev.vivarium.Usage;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** plac's task registry (P40 to P46) without its faults. */
class HostTasksTest {

    private final ManualTime time = new ManualTime();
    private final HostTasks table = new HostTasks(3, Duration.ofMinutes(1), time);
    private long last;

    private HostTask add(String owner) {
        TaskId id = new TaskId(++last);
        TaskCapabilities none = new TaskCapabilities(id.number(), Map.of(), Runnable::run);
        Script script = Script.of("x").ownedBy(owner).named("of " + owner);
        HostTask task = new HostTask(id, script, none, time, _ -> {}, (ended, _) -> table.ended(ended, 1));
        table.add(task);
        return task;
    }

    private static void end(HostTask task) {
        task.end(new Outcome.Returned(List.of(), Usage.NONE));
    }

    private static void fail(HostTask task, String why) {
        task.end(new Outcome.Failed(new ScriptError("ValueError", why, ""), Usage.NONE));
    }

    @Test
    void openTasksAreListedByNumberInWhateverStateTheyAre() {
        HostTask waiting = add("ann");
        HostTask running = add("bob");
        HostTask ended = add("ann");
        running.started();
        end(ended);
        assertThat(table.list()).containsExactly(waiting, running, ended);
        assertThat(table.open()).containsExactly(waiting, running);
        assertThat(table.named("of bob")).containsExactly(running);
        assertThat(running.line()).isEqualTo("<ScriptTask 2 [of bob] RUNNING>");
    }

    @Test
    void onlySoManyThatHaveEndedAreKeptAndExpiredIsToldFromUnknown() {
        HostTask open = add("ann");
        for (int i = 0; i < 5; i++) {
            end(add("ann"));
        }
        assertThat(table.list())
                .extracting(ScriptTask::id)
                .extracting(TaskId::number)
                .containsExactly(1L, 4L, 5L, 6L);
        assertThat(table.find(2)).isEqualTo(new Found.Expired());
        assertThat(table.find(7)).isEqualTo(new Found.Unknown());
        assertThat(table.find(0)).isEqualTo(new Found.Unknown());
        assertThat(table.find(-1)).isEqualTo(new Found.Unknown());
        assertThat(table.find(1)).isEqualTo(new Found.Task(open));
    }

    @Test
    void thoseThatKeepMuchOfTheHeapGoSooner() {
        HostTask first = add("ann");
        HostTask second = add("ann");
        table.ended(first, HostTasks.MOST_BYTES);
        assertThat(table.list()).hasSize(2);
        table.ended(second, 1);
        assertThat(table.list()).containsExactly(second);
    }

    @Test
    void thoseThatEndedLongAgoAreForgotten() {
        end(add("ann"));
        time.advance(Duration.ofMinutes(1));
        assertThat(table.list()).hasSize(1);
        time.advance(Duration.ofNanos(1));
        assertThat(table.list()).isEmpty();
        assertThat(table.find(1)).isEqualTo(new Found.Expired());
    }

    @Test
    void anOwnerSeesItsOwnAndNoTraceOfOthers() {
        HostTask anns = add("ann");
        HostTask bobs = add("bob");
        fail(bobs, "bob's secret");
        TaskTable ann = table.ownedBy("ann");
        assertThat(ann.list()).containsExactly(anns);
        assertThat(ann.find(2)).isEqualTo(new Found.Unknown());
        assertThat(ann.kill(2)).isEqualTo(Kill.UNKNOWN);
        assertThat(ann.output(2, 0, 10)).isEmpty();
        assertThat(ann.lastProblem()).isEmpty();
        assertThat(ann.ownedBy("bob").list()).isEmpty();
        assertThat(ann.ownedBy("bob").find(2)).isEqualTo(new Found.Unknown());
        assertThat(ann.ownedBy("ann").list()).containsExactly(anns);
    }

    @Test
    void aKillTellsWhetherThereWasSomethingToKill() {
        add("ann");
        HostTask ended = add("ann");
        end(ended);
        assertThat(table.kill(1)).isEqualTo(Kill.REQUESTED);
        assertThat(table.kill(2)).isEqualTo(Kill.ALREADY_DONE);
        assertThat(table.kill(3)).isEqualTo(Kill.UNKNOWN);
    }

    @Test
    void theLastProblemIsNotHiddenByWhatWentWellSince() {
        assertThat(table.lastProblem()).isEmpty();
        fail(add("ann"), "first");
        fail(add("bob"), "second");
        end(add("ann"));
        assertThat(table.lastProblem().orElseThrow().message()).isEqualTo("ValueError: second");
        assertThat(table.ownedBy("ann").lastProblem().orElseThrow().message()).isEqualTo("ValueError: first");
    }

    @Test
    void outputComesInPages() {
        HostTask task = add("ann");
        task.started();
        task.printed("a\nb\nc\nd");
        assertThat(table.output(1, 1, 2)).contains(new Page(List.of("b", "c"), 1, 4));
        assertThat(table.output(1, 9, 2)).contains(new Page(List.of(), 9, 4));
        assertThat(table.output(9, 0, 2)).isEmpty();
        assertThatThrownBy(() -> table.output(1, -1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table.output(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
