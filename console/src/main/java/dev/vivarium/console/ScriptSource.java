package dev.vivarium.console;

import dev.vivarium.Script;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a script comes from. */
sealed interface ScriptSource {

    /** A file at {@code path}. */
    record File(Path path) implements ScriptSource {}

    /** Standard input. */
    record Stdin() implements ScriptSource {}

    /** The command line itself. */
    record Inline(String text) implements ScriptSource {}

    /** The one source that was named, of {@code files} and the argument of {@code -c}. */
    static ScriptSource of(List<String> files, @Nullable String inline) {
        if (files.size() + (inline == null ? 0 : 1) != 1) {
            throw new UsageProblem("give exactly one script: FILE, - for standard input, or -c SOURCE"
                    + (files.size() > 1 ? "; values for it go into --var NAME=JSON" : "")
                    + " (try: vivarium run --help)");
        }
        if (inline != null) {
            return new Inline(inline);
        }
        return files.getFirst().equals("-") ? new Stdin() : file(files.getFirst());
    }

    private static ScriptSource file(String name) {
        try {
            return new File(Path.of(name));
        } catch (InvalidPathException e) {
            throw new UsageProblem("'" + name + "' can't be the name of a file: " + e.getReason());
        }
    }

    /** What tracebacks call it: of a file only its own name, a script has no business with the directories above. */
    default String name() {
        return switch (this) {
            case File(Path path) -> lastName(path);
            case Stdin() -> "<stdin>";
            case Inline(String _) -> Script.DEFAULT_NAME;
        };
    }

    /** What the user called it. */
    default String label() {
        return switch (this) {
            case File(Path path) -> path.toString().isEmpty() ? "''" : path.toString();
            case Stdin() -> "standard input";
            case Inline(String _) -> "the argument of -c";
        };
    }

    private static String lastName(Path path) {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }
}
