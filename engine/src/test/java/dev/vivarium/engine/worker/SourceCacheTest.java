package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;

class SourceCacheTest {

    private final SourceCache cache = new SourceCache();

    @Test
    void noMoreThanTheBoundAreKept() {
        for (int i = 0; i < 1_000; i++) {
            cache.get("s.py", Integer.toString(i));
        }
        assertThat(cache.size()).isEqualTo(256);
    }

    @Test
    void aLargeOneIsNotKeptAndIsRunAllTheSame() {
        String longest = "x".repeat(64 * 1024);
        assertThat(cache.get("s.py", longest + "x").getLength()).isEqualTo(64 * 1024 + 1);
        assertThat(cache.size()).isZero();
        cache.get("s.py", longest);
        assertThat(cache.size()).isOne();
    }

    @Test
    void togetherTheyHaveNoMoreCharactersThanTheBound() {
        String large = "x".repeat(64 * 1024 - 1);
        Source used = cache.get("s.py", large + 0);
        for (int i = 1; i < 8; i++) {
            cache.get("s.py", large + i);
        }
        assertThat(cache.size()).isEqualTo(8);
        assertThat(cache.get("s.py", large + 0)).isSameAs(used);
        Source one = cache.get("s.py", "pass");
        // The one that nobody has used for longest went.
        assertThat(cache.size()).isEqualTo(8);
        assertThat(cache.get("s.py", large + 0)).isSameAs(used);
        assertThat(cache.get("s.py", "pass")).isSameAs(one);
    }

    @Test
    void theSameTextUnderAnotherNameIsAnotherSource() {
        assertThat(cache.get("two.py", "pass").getName()).isEqualTo("two.py");
        assertThat(cache.get("one.py", "pass").getName()).isEqualTo("one.py");
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void oneThatComesAgainIsTheSame() {
        assertThat(cache.get("s.py", "pass")).isSameAs(cache.get("s.py", "pass"));
        assertThat(cache.size()).isOne();
    }
}
