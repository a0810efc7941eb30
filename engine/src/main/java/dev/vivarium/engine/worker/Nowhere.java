package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.Answer;
import dev.vivarium.engine.link.Message.Reply;
import java.time.Duration;

/** The outside of a worker's own scripts, which wait for nothing and have nothing to call. */
final class Nowhere implements Outside {

    @Override
    public void sleep(Duration pause) {
        // Nobody is kept waiting by a worker's own script.
    }

    @Override
    public Answer call(long object, String member, CallArguments arguments) {
        return new Answer(0, 0, new Reply.Failure("RuntimeError", "there are no capabilities here"));
    }
}
