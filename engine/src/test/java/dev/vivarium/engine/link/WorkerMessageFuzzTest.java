package dev.vivarium.engine.link;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

/** What a worker may say to its host: a frame's body of any bytes. */
class WorkerMessageFuzzTest {

    private final FrameOracle<Message.FromWorker> oracle = FrameOracle.fromWorker();

    @FuzzTest
    @Timeout(10)
    void bytesAreAMessageOrRefused(byte[] body) {
        oracle.check(body);
    }
}
