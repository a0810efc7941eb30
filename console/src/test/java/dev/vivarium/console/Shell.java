package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.Usage;
import dev.vivarium.Vivarium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Runs command lines in a world of memory. */
final class Shell {

    static final Usage USAGE = new Usage(Duration.ofMillis(12), Duration.ofMillis(345));

    private final EngineOpener engine;
    private byte[] in = {};
    private boolean debug;
    private @Nullable OutputStream out;

    private Shell(EngineOpener engine) {
        this.engine = engine;
    }

    /** What a command line left behind. */
    record Result(int status, String out, String err) {}

    static Shell with(Vivarium vivarium) {
        return new Shell(settings -> vivarium);
    }

    static Shell thatReturns(@Nullable Object... calls) {
        return with(new FakeVivarium(new Outcome.Returned(Arrays.asList(calls), USAGE)));
    }

    static Shell thatFailsToOpen(RuntimeException problem) {
        return new Shell(settings -> {
            throw problem;
        });
    }

    Shell stdin(byte[] bytes) {
        in = bytes;
        return this;
    }

    Shell debugging() {
        debug = true;
        return this;
    }

    Shell stdout(OutputStream stream) {
        out = stream;
        return this;
    }

    Result run(String... words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(in),
                new Sink(out == null ? printed : out),
                new PrintStream(told, true, StandardCharsets.UTF_8),
                engine,
                debug);
        int status = CommandLines.create(console).execute(words);
        return new Result(status, printed.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
    }
}
