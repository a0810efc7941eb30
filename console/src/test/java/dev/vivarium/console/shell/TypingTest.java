package dev.vivarium.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

/** What JLine makes of keys, with the shell's own parts in it. */
final class TypingTest {

    private static String typed(String keys) throws IOException {
        try (Terminal terminal = new DumbTerminal(
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)), OutputStream.nullOutputStream())) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new ShellParser())
                    .highlighter(new PythonHighlighter())
                    .build();
            return reader.readLine("i> ");
        }
    }

    @Test
    void enterGoesOnInPythonOnly() throws IOException {
        assertThat(typed("py for n in x:\r    print(n)\r\rlist\r")).isEqualTo("py for n in x:\n    print(n)\n");
        assertThat(typed("list\rquit\r")).isEqualTo("list");
        assertThat(typed("output '5\rquit\r")).isEqualTo("output '5");
        assertThat(typed("py 'C:\\new'\rquit\r")).isEqualTo("py 'C:\\new'");
    }

    @Test
    void pythonHasColoursAndWordsHaveNone() {
        assertThat(PythonHighlighter.coloured("list if 'x'").styleAt(5)).isEqualTo(AttributedStyle.DEFAULT);
        AttributedString python = PythonHighlighter.coloured("py if 'if' # if\ndone");
        assertThat(python.toString()).isEqualTo("py if 'if' # if\ndone");
        assertThat(python.styleAt(3)).isEqualTo(AttributedStyle.BOLD);
        assertThat(python.styleAt(7)).isEqualTo(AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN));
        assertThat(python.styleAt(13)).isEqualTo(AttributedStyle.DEFAULT.faint());
        assertThat(python.styleAt(17)).isEqualTo(AttributedStyle.DEFAULT);
    }

    @Test
    void piecesBecomeLines() {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add);

        splitter.add("a");
        splitter.add("b\n\nc");
        assertThat(lines).containsExactly("ab", "");
        splitter.end();
        splitter.end();
        assertThat(lines).containsExactly("ab", "", "c");
    }
}
