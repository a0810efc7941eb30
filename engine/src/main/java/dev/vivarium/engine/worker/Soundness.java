package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import dev.vivarium.stdlib.PythonSources;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.graalvm.polyglot.Source;

/**
 * Whether this worker's runtime may still be trusted after a script. An error inside of the runtime, or a stack used to
 * its end, can leave a class of the runtime unusable for good; mostly it leaves nothing. So where there is doubt a probe
 * runs in a fresh context, and the worker is given up only if that fails: else a line of Python could cost a worker.
 */
final class Soundness {

    private static final String PROBE_NAME = "<probe>";

    private final ReadyContexts contexts;
    private final BooleanSupplier stackWasUsedUp;
    private final Source probe =
            Source.newBuilder("python", PythonSources.probe(), PROBE_NAME).buildLiteral();

    private final HeapGrowth heap;
    private volatile boolean doubted;
    private volatile boolean grown;

    /** @param stackWasUsedUp whether the calling thread's stack was used to its end, as far as can be told */
    Soundness(ReadyContexts contexts, BooleanSupplier stackWasUsedUp, HeapGrowth heap) {
        this.contexts = contexts;
        this.stackWasUsedUp = stackWasUsedUp;
        this.heap = heap;
    }

    /** To be called by the thread that has the turn when no script is left here, not even a waiting one. */
    void lookAtHeap() {
        grown = heap.isLasting();
    }

    /** Why a worker without any other script should go, though it is not damaged. */
    Optional<String> weariness() {
        return grown ? Optional.of("its heap stays full") : Optional.empty();
    }

    /** Something failed after a script's end: whoever asks next has the runtime probed. */
    void doubt() {
        doubted = true;
    }

    /** Why the worker can't be trusted any more after a script that ended so; to be asked by the script's thread. */
    Optional<String> damage(End end) {
        // Asked in any case: asking wipes the mark.
        boolean usedUp = stackWasUsedUp.getAsBoolean();
        boolean doubtful = usedUp || doubted || end instanceof End.Broken;
        doubted = false;
        return doubtful ? probe() : Optional.empty();
    }

    /** Uses what scripts use; also makes the runtime initialise all that, so it is done once before any script. */
    Optional<String> probe() {
        GuestContext fresh = contexts.take();
        try {
            Rules rules = new Rules("probe", Bounds.of(Limits.widest()), Names.all());
            Run run = new Run(0, PROBE_NAME, PythonSources.probe(), Map.of(), List.of(), rules);
            End end = fresh.evaluate(run, probe, OutputStream.nullOutputStream(), new Nowhere());
            boolean sound = end instanceof End.Returned(var values) && values.equals(List.of("sound"));
            return sound ? Optional.empty() : Optional.of("the probe ended with " + end);
        } finally {
            fresh.destroy();
        }
    }
}
