package dev.vivarium.engine.link;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

/** What a host may say to its worker. It is believed, but a mistake of its must not be read as something else. */
class HostMessageFuzzTest {

    private final FrameOracle<Message.FromHost> oracle = FrameOracle.fromHost();

    @FuzzTest
    @Timeout(10)
    void bytesAreAMessageOrRefused(byte[] body) {
        oracle.check(body);
    }
}
