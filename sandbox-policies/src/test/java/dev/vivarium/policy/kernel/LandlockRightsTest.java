package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LandlockRightsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0x1fff, 0, 0",
        "2, 0x3fff, 0, 0",
        "3, 0x7fff, 0, 0",
        "4, 0x7fff, 3, 0",
        "5, 0xffff, 3, 0",
        "6, 0xffff, 3, 3",
        "7, 0xffff, 3, 3",
        "99, 0xffff, 3, 3",
    })
    void handlesAllThatTheAbiKnowsAndNothingElse(int abi, String files, long network, long scopes) {
        assertThat(LandlockRights.of(abi)).isEqualTo(new LandlockRights(Long.decode(files), network, scopes));
    }
}
