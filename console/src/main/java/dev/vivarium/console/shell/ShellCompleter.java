package dev.vivarium.console.shell;

import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** What the tabulator offers: words and commands first, then what may follow them. */
final class ShellCompleter implements Completer {

    private final Interpreter interpreter;

    ShellCompleter(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            offer(interpreter.firstWords().stream(), candidates);
            return;
        }
        switch (line.words().get(line.wordIndex() - 1)) {
            case "policy", "--policy" -> offer(interpreter.policies().stream(), candidates);
            case "placement", "--placement" -> offer(Stream.of("process", "thread", "policy"), candidates);
            case "help" -> offer(interpreter.firstWords().stream(), candidates);
            case "list" -> offer(Stream.concat(Stream.of("all"), TaskWords.states()), candidates);
            case "output", "kill", "wait", "lasterror", "answer" -> offer(interpreter.taskNumbers(), candidates);
            default -> options(line, candidates);
        }
    }

    private void options(ParsedLine line, List<Candidate> candidates) {
        String first = line.words().getFirst();
        if (first.equals("run") || first.equals("start")) {
            offer(Stream.of("--policy", "--placement", "-c"), candidates);
            interpreter.scripts(line.word()).forEach(name -> candidates.add(script(name)));
        }
    }

    private static Candidate script(String name) {
        return new Candidate(name, name, null, null, null, null, !name.endsWith("/"));
    }

    private static void offer(Stream<String> words, List<Candidate> candidates) {
        words.map(Candidate::new).forEach(candidates::add);
    }
}
