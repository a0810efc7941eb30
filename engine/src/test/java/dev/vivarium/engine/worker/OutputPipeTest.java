package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.End;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputPipeTest {

    private final List<String> received = new ArrayList<>();
    private final List<End.OverLimit> overflows = new ArrayList<>();

    @Test
    void theWriteThatGoesBeyondTheBoundIsCutAndTheScriptToldOnce() {
        OutputPipe pipe = pipe(5);
        write(pipe, "abc");
        write(pipe, "def");
        write(pipe, "ghi");
        pipe.write('j');
        assertThat(String.join("", received)).isEqualTo("abcde");
        assertThat(overflows).containsExactly(new End.OverLimit("output", "5B", "more"));
    }

    @Test
    void theFirstByteBeyondTheLastAllowedLineIsCutAndTheScriptToldOnce() {
        OutputPipe pipe = pipe(100, 2);
        write(pipe, "a\nb\n");
        assertThat(overflows).isEmpty();
        write(pipe, "c");
        write(pipe, "d\n");
        assertThat(String.join("", received)).isEqualTo("a\nb\n");
        assertThat(overflows).containsExactly(new End.OverLimit("outputLines", "2", "more"));
    }

    @Test
    void linesAreCountedInTheMiddleOfAWrite() {
        write(pipe(100, 2), "a\nb\nc\n");
        assertThat(String.join("", received)).isEqualTo("a\nb\n");
        assertThat(overflows).extracting(End.OverLimit::limit).containsExactly("outputLines");
    }

    @Test
    void exactlyTheBoundIsAllowed() {
        OutputPipe pipe = pipe(5);
        write(pipe, "abcde");
        assertThat(overflows).isEmpty();
        pipe.write(new byte[0], 0, 0);
        assertThat(overflows).isEmpty();
        pipe.write('f');
        assertThat(overflows).containsExactly(new End.OverLimit("output", "5B", "more"));
    }

    @Test
    void whatIsNotUtf8BecomesReplacementCharacters() {
        OutputPipe pipe = pipe(100);
        pipe.write(new byte[] {'a', (byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'b'}, 0, 6);
        assertThat(String.join("", received))
                .startsWith("a\ufffd")
                .endsWith("b")
                .doesNotContain("\ud800");
    }

    @Test
    void aCharacterIsWholeHoweverItsBytesAreSpreadOverWrites() {
        String text = "aä名\ud83d\ude00z";
        OutputPipe pipe = pipe(100);
        for (byte single : text.getBytes(StandardCharsets.UTF_8)) {
            pipe.write(single);
        }
        assertThat(received).containsExactly("a", "ä", "名", "\ud83d\ude00", "z");
    }

    @Test
    void nothingButAnIncompleteCharacterIsHeldBack() {
        OutputPipe pipe = pipe(100);
        byte[] bytes = "xy名".getBytes(StandardCharsets.UTF_8);
        pipe.write(bytes, 0, bytes.length - 1);
        assertThat(received).containsExactly("xy");
    }

    @Test
    void onlyTheGivenPartOfTheArrayIsTaken() {
        pipe(100).write("abcdef".getBytes(StandardCharsets.UTF_8), 2, 3);
        assertThat(received).containsExactly("cde");
    }

    @Test
    void anyCuttingOfATextGivesTheSameText() {
        long seed = System.nanoTime();
        System.out.println("OutputPipeTest: seed " + seed);
        Random random = new Random(seed);
        String text = "ä名\ud83d\ude00 plain ".repeat(200);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        OutputPipe pipe = pipe(Long.MAX_VALUE);
        int from = 0;
        while (from < bytes.length) {
            int count = Math.min(1 + random.nextInt(7), bytes.length - from);
            pipe.write(bytes, from, count);
            from += count;
        }
        assertThat(String.join("", received)).as("seed %d", seed).isEqualTo(text);
    }

    private OutputPipe pipe(long mostBytes) {
        return pipe(mostBytes, Long.MAX_VALUE);
    }

    private OutputPipe pipe(long mostBytes, long mostLines) {
        return new OutputPipe(mostBytes, mostLines, received::add, overflows::add);
    }

    private static void write(OutputPipe pipe, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        pipe.write(bytes, 0, bytes.length);
    }
}
