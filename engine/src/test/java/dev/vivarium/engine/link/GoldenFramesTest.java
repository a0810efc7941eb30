package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The wire format, byte by byte: whoever changes it must mean to, and raise {@link Message#VERSION}. */
class GoldenFramesTest {

    private final Codec<FromHost, FromWorker> host = Codec.forHost(_ -> Samples.WIDE);
    private final Codec<FromWorker, FromHost> worker = Codec.forWorker();

    @Test
    void theWireFormatIsWhatItWas() throws IOException {
        List<String> lines = new ArrayList<>();
        Samples.fromHost().forEach(message -> lines.add(line(message, host.encode(message))));
        Samples.fromWorker().forEach(message -> lines.add(line(message, worker.encode(message))));
        assertThat(lines).containsExactlyElementsOf(golden());
    }

    private static String line(Message message, byte[] body) {
        String name = message.getClass().getSimpleName();
        if (message instanceof Message.Finished(long _, Message.End end, long _, String _, boolean _)) {
            name += "." + end.getClass().getSimpleName();
        }
        return name + " " + HexFormat.of().formatHex(body);
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                GoldenFramesTest.class.getResourceAsStream("golden-frames.txt"), "golden-frames.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
