package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.VivariumBuilder;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class PrepareCommandTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aCacheThatIsThereIsGood() {
        assertThat(run(() -> true)).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("workers start fast\n");
    }

    @Test
    void oneThatCanNotBeMadeIsSaid() {
        assertThat(run(() -> false)).isOne();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("no cache could be made: workers start slowly\n");
    }

    private int run(BooleanSupplier prepare) {
        Sink out = new Sink(printed);
        Console console = new Console(
                InputStream.nullInputStream(),
                out,
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                VivariumBuilder::open,
                false);
        return new PrepareCommand(console, prepare).call();
    }
}
