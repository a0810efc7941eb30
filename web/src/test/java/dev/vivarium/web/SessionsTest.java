package dev.vivarium.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final ManualTime time = new ManualTime();
    private final Sessions sessions = new Sessions(2, Duration.ofHours(1), time);

    @Test
    void oneThatIsUsedLastsAndOneThatIsNotEnds() {
        String used = sessions.open("anna");
        String unused = sessions.open("bob");
        Session bobs = sessions.find(unused).orElseThrow();
        time.advance(Duration.ofMinutes(40));
        assertThat(sessions.find(used)).isPresent();
        time.advance(Duration.ofMinutes(40));
        assertThat(sessions.find(used).orElseThrow().name()).isEqualTo("anna");
        assertThat(sessions.find(unused)).isEmpty();
        assertThat(bobs.isEnded()).isTrue();
    }

    @Test
    void theOneUnusedForLongestMakesRoom() {
        String first = sessions.open("anna");
        String second = sessions.open("bob");
        sessions.find(first);
        sessions.open("carl");
        assertThat(sessions.find(first)).isPresent();
        assertThat(sessions.find(second)).isEmpty();
    }

    @Test
    void keysAreNobodysGuess() {
        assertThat(sessions.find(null)).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(sessions.open("anna")).hasSizeGreaterThan(40).isNotEqualTo(sessions.open("anna"));
    }

    @Test
    void wrongTokensAreCountedByAddressWithinAMinute() {
        Tries tries = new Tries(2, time);
        tries.wasWrong("a");
        assertThat(tries.mayTry("a")).isTrue();
        tries.wasWrong("a");
        assertThat(tries.mayTry("a")).isFalse();
        assertThat(tries.mayTry("b")).isTrue();
        time.advance(Duration.ofSeconds(61));
        assertThat(tries.mayTry("a")).isTrue();
    }
}
