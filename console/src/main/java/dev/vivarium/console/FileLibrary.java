package dev.vivarium.console;

import dev.vivarium.console.shell.Library;
import dev.vivarium.console.shell.ShellProblem;
import dev.vivarium.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scripts are files, and commands the files {@code NAME.py} of one directory, if there is one. */
final class FileLibrary implements Library {

    private static final String SUFFIX = ".py";

    private final SourceReader reader;
    private final @Nullable Path directory;

    FileLibrary(SourceReader reader, @Nullable String directory) {
        this.reader = reader;
        this.directory = directory == null ? null : directory(directory);
    }

    private static Path directory(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // The same answer.
        }
        throw new UsageProblem("--commands needs a directory of Python files, and '" + name + "' is none");
    }

    @Override
    public List<String> commands() {
        if (directory == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(name -> name.matches("[\\p{L}\\p{N}_-]+"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UsageProblem("can't read the directory " + directory + ": " + e.getMessage());
        }
    }

    @Override
    public String command(String name, Policy policy) {
        if (directory == null) {
            throw new ShellProblem("There are no commands");
        }
        return read(new ScriptSource.File(directory.resolve(name + SUFFIX)), policy);
    }

    @Override
    public String script(String name, Policy policy) {
        try {
            return read(new ScriptSource.File(Path.of(name)), policy);
        } catch (InvalidPathException e) {
            throw new ShellProblem("That can't be the name of a file: " + OneLine.of(name));
        }
    }

    @Override
    public List<String> scripts(String begun) {
        String inside = begun.substring(0, begun.lastIndexOf('/') + 1);
        try (Stream<Path> entries = Files.list(Path.of(inside.isEmpty() ? "." : inside))) {
            return entries.map(entry -> inside + entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                    .filter(name -> name.endsWith("/") || name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException | InvalidPathException e) {
            // What can't be listed can't be completed.
            return List.of();
        }
    }

    private String read(ScriptSource source, Policy policy) {
        try {
            return reader.read(source, policy);
        } catch (UsageProblem problem) {
            throw new ShellProblem(OneLine.of(problem.line()));
        }
    }
}
