package dev.vivarium.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.tests.support.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code vivarium shell} as people have it: a process of its own, in a terminal or with a transcript. */
@Timeout(600)
class ShellTest {

    private static final String CTRL_C = "\3";
    private static final String CTRL_D = "\4";
    private static final String UP = "\u001bOA";

    @TempDir
    private Path directory;

    private PseudoTerminal open() throws IOException {
        String command = Command.java(
                        "shell", "--history", directory.resolve("history").toString())
                .stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        PseudoTerminal terminal = PseudoTerminal.open(command, Map.of());
        terminal.await("i> ");
        return terminal;
    }

    @Test
    void wordsAndPoliciesAreCompletedAndPythonGoesOverLines() throws IOException, InterruptedException {
        try (PseudoTerminal terminal = open()) {
            terminal.press("pol\tbui\t\r");
            terminal.await("policy builder, of player, ");

            terminal.press("py\r");
            terminal.await(".. ");
            terminal.press("for n in range(2):\r    print('line', n + 10)\r\r");
            terminal.await("\nline 10\nline 11\n");
            assertThat(terminal.raw()).as("keywords are bold").contains("\u001b[1mfor");

            terminal.press("frobnicate\r");
            terminal.await("Unknown command frobnicate");
            terminal.press("quit\r");
            assertThat(terminal.status()).isZero();
        }
    }

    @Test
    void ctrlCKillsTheTaskAndNotTheShell() throws IOException, InterruptedException {
        try (PseudoTerminal terminal = open()) {
            // Not the player's two seconds of a processor: a busy machine may take so long to see the key.
            terminal.press("policy admin\r");
            terminal.await("policy admin, of ");
            terminal.press("py\rprint('be' + 'gun')\rwhile True: pass\r\r");
            terminal.await("begun");
            terminal.press(CTRL_C);
            terminal.await("killed: its handle was asked to\ni> ");

            terminal.press("a line that is dropped" + CTRL_C);
            terminal.press("list killed\r");
            terminal.await("<ScriptTask 1 [<py>] KILLED>");
            terminal.press("py _return(6 * 7000)\r");
            terminal.await("\n42000\ni> ");
            terminal.press(CTRL_D);
            assertThat(terminal.status()).isZero();
        }
    }

    @Test
    void linesAreRememberedInTheNextShell() throws IOException, InterruptedException {
        try (PseudoTerminal terminal = open()) {
            terminal.press("kill 4321\r");
            terminal.await("Unknown task 4321");
            terminal.press("quit\r");
            assertThat(terminal.status()).isZero();
        }
        try (PseudoTerminal terminal = open()) {
            terminal.press(UP + UP + "\r");
            terminal.await("Unknown task 4321");
            terminal.press("quit\r");
            assertThat(terminal.status()).isZero();
        }
    }

    @Test
    @Tag("E21")
    void aTranscriptFailsWithItsLineAndBothTexts() throws IOException, InterruptedException {
        Path wrong = Files.writeString(directory.resolve("wrong.txt"), "i> list\ni> py print(1)\n2\ni> list\n");

        try (Command shell = new Command("shell", "--script", wrong.toString())) {
            assertThat(shell.status()).isEqualTo(1);
            assertThat(shell.err()).isEqualTo(wrong + ", line 2: i> py print(1)\nexpected:\n    2\nactual:\n    1\n");
            assertThat(shell.out()).isEmpty();
        }
    }

    @Test
    void withoutATerminalItReadsLinesFromAPipe() throws IOException, InterruptedException {
        try (Command shell =
                new Command("shell", "--history", directory.resolve("history").toString())) {
            shell.type("py _return(6 * 7000)");
            shell.awaitOut("42000\n");
            shell.endInput();
            assertThat(shell.status()).isZero();
        }
    }
}
