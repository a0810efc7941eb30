package dev.vivarium.console.shell;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskTable;
import dev.vivarium.Vivarium;
import dev.vivarium.console.shell.Vocabulary.Meaning;
import dev.vivarium.value.PythonRepr;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * plac's words over one owner's tasks. It knows no terminal: lines come in by {@link #line}, answers go to a sink. A line
 * that makes no sense is answered and ends nothing (P47, P48); none but {@code quit} does.
 *
 * <p>For one thread, which {@code run}, {@code py} and {@code wait} keep until they are done; {@link #interrupt} is for
 * any other.
 */
public final class Interpreter implements AutoCloseable {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Vivarium vivarium;
    private final TaskTable tasks;
    private final Consumer<String> lines;
    private final Vocabulary vocabulary;
    private final TaskWords taskWords;
    private final RunWords runWords;
    private final Library library;
    private final Foreground foreground;
    private boolean over;

    /**
     * A shell on {@code vivarium}, which it leaves open.
     *
     * @param lines gets each line of an answer, without its end and without characters that steer terminals; called by
     *     the thread that is in {@link #line}
     */
    public Interpreter(Vivarium vivarium, ShellSettings settings, Consumer<String> lines) {
        this.vivarium = vivarium;
        this.tasks = vivarium.tasks().ownedBy(settings.owner());
        this.lines = lines;
        this.vocabulary = new Vocabulary(settings.library().commands());
        this.taskWords = new TaskWords(tasks, lines);
        this.runWords = new RunWords(settings);
        this.library = settings.library();
        this.foreground = new Foreground(lines);
    }

    /** Answers one line; for Python several, see {@link PythonInput}. An empty one and a comment are no commands. */
    public void line(String typed) throws InterruptedException {
        foreground.begin();
        String line = typed.strip();
        if (over || line.isEmpty() || line.startsWith("#")) {
            return;
        }
        try {
            answer(line);
        } catch (ShellProblem problem) {
            lines.accept(problem.line());
        }
    }

    private void answer(String line) throws InterruptedException {
        if (PythonInput.isPython(line)) {
            foreground(runWords.python(PythonInput.source(line)));
            return;
        }
        String[] parts = BLANKS.split(line, 2);
        String rest = parts.length == 1 ? "" : parts[1];
        switch (vocabulary.of(parts[0])) {
            // As it stands: answers have apostrophes.
            case Meaning.Own(Word word) when word == Word.ANSWER -> answerQuestion(rest);
            case Meaning.Own(Word word) -> own(word, Quotes.words(rest));
            case Meaning.Command(String name) -> background(runWords.command(name, Quotes.words(rest)));
        }
    }

    private void answerQuestion(String rest) throws InterruptedException {
        foreground.resume(taskWords.answer(rest)).ifPresent(this::show);
    }

    private void own(Word word, List<String> rest) throws InterruptedException {
        switch (word) {
            case HELP -> help(rest);
            case LIST -> taskWords.list(rest);
            case OUTPUT -> taskWords.output(rest);
            case KILL -> taskWords.kill(rest);
            case LAST_ERROR -> taskWords.lastError(rest);
            case WAIT -> taskWords.await(rest, foreground::isStopped);
            case RUN -> foreground(runWords.script(rest, word));
            case START -> background(runWords.script(rest, word));
            case PY -> throw new ShellProblem("No Python. Usage: " + word.usage());
            case POLICY -> lines.accept(runWords.policy(rest));
            case PLACEMENT -> lines.accept(runWords.placement(rest));
            case QUIT -> over = true;
            case ANSWER -> throw new IllegalStateException("is no word among quoted ones");
        }
    }

    private void help(List<String> rest) {
        if (rest.isEmpty()) {
            Arrays.stream(Word.values()).map(Word::usage).forEach(lines);
            vocabulary.commands().forEach(name -> lines.accept(name + " [ARG]..."));
            return;
        }
        switch (vocabulary.of(String.join(" ", rest))) {
            case Meaning.Own(Word word) -> {
                lines.accept(word.usage());
                lines.accept("  " + word.help());
            }
            case Meaning.Command(String name) -> {
                lines.accept(name + " [ARG]...");
                lines.accept("  Runs the script of that name in the background.");
            }
        }
    }

    private void foreground(Script script) throws InterruptedException {
        // With callbacks: what goes wrong is shown, or kept for lasterror, and not logged.
        foreground.follow(vivarium.run(script, value -> {}, problem -> {})).ifPresent(this::show);
    }

    private void show(Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned returned -> {
                Object value = returned.value();
                if (value != null) {
                    lines.accept(PythonRepr.of(value));
                }
            }
            case Outcome.Problem problem -> taskWords.problem(problem);
        }
    }

    private void background(Script script) {
        ScriptTask task = vivarium.run(script, value -> {}, problem -> {});
        lines.accept(task.line());
    }

    /** Kills the task that {@link #line} runs, or ends its waiting. Does nothing if there is none. */
    public void interrupt() {
        foreground.stop();
    }

    /** Whether {@code quit} was said. */
    public boolean isOver() {
        return over;
    }

    /** What a line may begin with: words, and the commands of the library. */
    public List<String> firstWords() {
        return vocabulary.all();
    }

    /** The names of the policies. */
    public List<String> policies() {
        return runWords.policies();
    }

    /** Names of scripts that begin so. */
    List<String> scripts(String begun) {
        return library.scripts(begun);
    }

    Stream<String> taskNumbers() {
        return tasks.list().stream().map(task -> task.id().toString());
    }

    /** Kills the owner's tasks (P34). */
    @Override
    public void close() {
        over = true;
        tasks.list().forEach(ScriptTask::kill);
    }
}
