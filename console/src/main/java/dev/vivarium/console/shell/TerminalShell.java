package dev.vivarium.console.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal around an interpreter: history, completion, lines of Python in colours. Ctrl-C kills the task that the
 * shell waits for, or drops the line that is being typed; Ctrl-D ends the shell.
 */
public final class TerminalShell {

    private final Path history;

    /** A shell that keeps what was typed in the file {@code history}. */
    public TerminalShell(Path history) {
        this.history = history;
    }

    /**
     * Reads lines until the end.
     *
     * @param shell makes the interpreter for a sink of lines
     * @throws IOException if there is no standard input to read
     */
    public void run(Function<Consumer<String>, Interpreter> shell) throws IOException, InterruptedException {
        try (Terminal terminal =
                        TerminalBuilder.builder().system(true).dumb(true).build();
                Interpreter interpreter = shell.apply(line -> print(terminal, line))) {
            terminal.handle(Terminal.Signal.INT, signal -> interpreter.interrupt());
            print(terminal, "Vivarium's shell. help lists its words, quit ends it.");
            LineReader reader = reader(terminal, interpreter);
            while (!interpreter.isOver() && readOne(reader, interpreter)) {
                // Until one of both says that it is over.
            }
        }
    }

    private LineReader reader(Terminal terminal, Interpreter interpreter) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("vivarium")
                .parser(new ShellParser())
                .completer(new ShellCompleter(interpreter))
                .highlighter(new PythonHighlighter())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, Transcript.MORE)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    private static boolean readOne(LineReader reader, Interpreter interpreter) throws InterruptedException {
        try {
            interpreter.line(reader.readLine(Transcript.PROMPT));
            return true;
        } catch (UserInterruptException droppedLine) {
            return true;
        } catch (EndOfFileException end) {
            return false;
        }
    }

    private static void print(Terminal terminal, String line) {
        terminal.writer().println(line);
        terminal.flush();
    }
}
