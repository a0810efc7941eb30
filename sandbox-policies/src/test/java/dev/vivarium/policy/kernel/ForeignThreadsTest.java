package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ForeignThreadsTest {
    /** What follows the name in the file `stat`, proc(5): the nice value is field 19 of all, and the name field 2. */
    private static final int NICE = 19 - 3;

    private final ForeignThreads threads = ForeignThreads.open().orElseThrow();
    private Process other;

    @BeforeEach
    void start() throws IOException {
        other = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() {
        other.destroyForcibly();
    }

    private static int nice(long process, long thread) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/task/" + thread + "/stat"));
        return Integer.parseInt(
                stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1)[NICE]);
    }

    @Test
    void aThreadOfThatProcessGoesAfterOthers() throws IOException {
        int before = nice(other.pid(), other.pid());
        threads.holdBack(other.pid(), other.pid());
        assertThat(nice(other.pid(), other.pid()))
                .isEqualTo(Math.max(before, ForeignThreads.BACK))
                .isNotEqualTo(before);
    }

    @Test
    void whatAProcessSaysOfThreadsThatAreNotItsOwnIsNotBelieved() throws IOException {
        long own = ProcessHandle.current().pid();
        long caller = ThreadPriority.callingThread();
        int before = nice(own, caller);
        int main = nice(own, own);
        threads.holdBack(other.pid(), caller);
        threads.holdBack(other.pid(), own);
        // The kernel's word for the calling thread.
        threads.holdBack(other.pid(), 0);
        threads.holdBack(other.pid(), -1);
        threads.holdBack(other.pid(), Long.MAX_VALUE);
        // The call would take the lower half alone.
        threads.holdBack(other.pid(), (1L << Integer.SIZE) + own);
        assertThat(nice(own, caller)).isEqualTo(before);
        assertThat(nice(own, own)).isEqualTo(main);
    }

    @Test
    void aProcessThatIsGoneIsNoError() throws InterruptedException {
        other.destroyForcibly().waitFor();
        threads.holdBack(other.pid(), other.pid());
        assertThat(other.isAlive()).isFalse();
    }
}
