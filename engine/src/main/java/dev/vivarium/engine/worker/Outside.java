package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.Reply;
import java.time.Duration;

/** What a script can wait for. Called by its own thread, which gives its turn away meanwhile. */
interface Outside {

    /** Waits for that long. */
    void sleep(Duration pause);

    /** Uses a capability and waits for the answer. */
    Reply call(String variable, String member, CallArguments arguments);
}
