package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.Answer;
import java.time.Duration;

/** What a script can wait for. Called by its own thread, which gives its turn away meanwhile. */
interface Outside {

    /** Waits for that long. */
    void sleep(Duration pause);

    /**
     * Uses a capability and waits for the answer.
     *
     * @param object the host's number for it
     */
    Answer call(long object, String member, CallArguments arguments);
}
