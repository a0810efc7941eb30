package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.console.shell.Interpreter;
import dev.vivarium.console.shell.Library;
import dev.vivarium.console.shell.ShellProblem;
import dev.vivarium.console.shell.ShellSettings;
import dev.vivarium.console.shell.Transcript;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** plac's sessions as they were typed, on real workers. */
class ShellTranscriptsTest {

    private static final Library COMMANDS = new Library() {
        @Override
        public List<String> commands() {
            return List.of("import_file", "import_forever");
        }

        @Override
        public String command(String name, Policy policy) {
            return resource("commands/" + name + ".py");
        }

        @Override
        public String script(String name, Policy policy) {
            throw new ShellProblem("there are no files here");
        }

        @Override
        public List<String> scripts(String begun) {
            return List.of();
        }
    };

    private static String resource(String name) {
        try (InputStream stream = ShellTranscriptsTest.class.getResourceAsStream("/transcripts/" + name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ShellSettings settings(Placement placement) {
        return new ShellSettings("anna", List.of(Presets.ADMIN, Presets.PLAYER), Optional.of(placement), COMMANDS);
    }

    private static Optional<Transcript.Mismatch> play(String text, Placement placement) throws InterruptedException {
        try (Vivarium vivarium = Ground.open()) {
            return Transcript.of(text.lines().toList())
                    .play(lines -> new Interpreter(vivarium, settings(placement), lines));
        }
    }

    private static void assertPlays(String name, Placement placement) throws InterruptedException {
        assertThat(play(resource(name), placement).map(Transcript.Mismatch::text))
                .isEmpty();
    }

    @Test
    @Tag("E19")
    void aCommandInAThreadPrintsWhileThePromptIsBack() throws InterruptedException {
        assertPlays("threaded-command.txt", Placement.THREAD);
    }

    @Test
    @Tag("E20")
    void oneOfManyTasksIsListedKilledAndRead() throws InterruptedException {
        assertPlays("many-tasks.txt", Placement.THREAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threaded-command.txt", "many-tasks.txt"})
    @Tag("E21")
    void theSameSessionsToTheLetterInProcesses(String name) throws InterruptedException {
        assertPlays(name, Placement.PROCESS);
    }

    @Test
    void scriptsAskAndWhatMakesNoSenseIsAnsweredInALine() throws InterruptedException {
        assertPlays("dialogue.txt", Placement.PROCESS);
    }

    @Test
    @Tag("E21")
    void aWrongTranscriptFailsAtItsLine() throws InterruptedException {
        assertThat(play("remark\ni> py _return(1)\n1\ni> py _return(2)\n3", Placement.PROCESS))
                .contains(new Transcript.Mismatch(4, "py _return(2)", List.of("3"), List.of("2")));
    }

    @Test
    void untrustedScriptsGetNoThreadAndOthersTasksAreUnknown() throws InterruptedException {
        List<String> printed = new ArrayList<>();
        try (Vivarium vivarium = Ground.open();
                Interpreter shell = new Interpreter(vivarium, settings(Placement.THREAD), printed::add)) {
            Waiting.outcome(vivarium.run(Script.of("print('secret')").ownedBy("bob")));

            shell.line("policy player");
            shell.line("py _return(1)");
            shell.line("output 1");
            shell.line("list all");
        }
        assertThat(printed).hasSize(3);
        assertThat(printed.get(1)).contains("player", "untrusted", "thread");
        assertThat(printed.get(2)).isEqualTo("Unknown task 1");
    }

    @Test
    void anInterruptKillsTheTaskAndNotTheShell() throws InterruptedException {
        List<String> printed = new ArrayList<>();
        try (Vivarium vivarium = Ground.open();
                Interpreter shell = new Interpreter(vivarium, settings(Placement.PROCESS), printed::add)) {
            Thread interrupter = Thread.ofVirtual().start(() -> {
                Waiting.until("it runs", () -> !vivarium.tasks().open().isEmpty());
                shell.interrupt();
            });
            shell.line("py while True: pass");
            interrupter.join();
            shell.line("py _return(2)");
        }
        assertThat(printed).hasSize(2).last().isEqualTo("2");
        assertThat(printed.getFirst()).startsWith("killed:");
    }
}
