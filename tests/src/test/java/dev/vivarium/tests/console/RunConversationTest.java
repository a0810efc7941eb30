package dev.vivarium.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code vivarium run} with scripts that ask, and that go on after their end; over real pipes. */
@Timeout(300)
class RunConversationTest {

    @Test
    void answersAreTypedWhenTheQuestionIsThere() throws IOException, InterruptedException {
        try (Command run = new Command("run", "-c", """
                from vivarium import ask
                print("hello")
                who = yield "Who are you?"
                _return(who + ask("And then?"))
                """)) {
            run.awaitErr("Who are you?\n");
            assertThat(run.out()).isEqualTo("hello\n");
            run.type("änne");
            run.awaitErr("And then?\n");
            run.type("!");

            assertThat(run.status()).isZero();
            assertThat(run.out()).isEqualTo("hello\n'änne!'\n");
            assertThat(run.err()).isEqualTo("Who are you?\nAnd then?\n");
        }
    }

    @Test
    void theEndOfInputIsNoHang() throws IOException, InterruptedException {
        try (Command run = new Command("run", "-c", "a = yield 'Who?'")) {
            run.awaitErr("Who?\n");
            run.endInput();

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .contains("vivarium: standard input has ended, so this question is cancelled: Who?\n")
                    .contains("vivarium.Cancelled");
        }
    }

    @Test
    void whatIsLeftBehindIsWaitedFor() throws IOException, InterruptedException {
        try (Command run = new Command("run", "-c", """
                from vivarium import delay, run_async
                def later(word):
                    delay(0.2, print, word)
                delay(0.2, later, "twice later")
                run_async("print('nested')")
                print("now")
                _return(7)
                """)) {
            run.endInput();
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("now\n", "nested\n").endsWith("twice later\n7\n");
        }
    }

    @Test
    void aSignalEndsWhatIsLeftBehind() throws IOException, InterruptedException {
        try (Command run =
                new Command("run", "-c", "from vivarium import delay\ndelay(3000, print, 'late')\nprint('up')")) {
            run.awaitOut("up\n");
            run.terminate();
            assertThat(run.status()).isEqualTo(128 + 15);
            assertThat(run.out()).isEqualTo("up\n");
        }
    }

    @Test
    void soDoesTheTimeForIt() throws IOException, InterruptedException {
        try (Command run = new Command(
                "run", "--linger", "100ms", "-c", "from vivarium import delay\ndelay(3000, print)\n_return(1)")) {
            assertThat(run.status()).isZero();
            assertThat(run.out()).isEqualTo("1\n");
        }
    }
}
