package dev.vivarium.console.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The attacks of one directory, in the order of their numbers. Immutable. */
public final class Corpus {

    private static final Pattern FILE = Pattern.compile("\\d{3}-[a-z0-9-]+\\.py");

    private final List<Attack> attacks;

    private Corpus(List<Attack> attacks) {
        this.attacks = attacks;
    }

    /**
     * Reads {@code directory}.
     *
     * @throws CorpusException if it holds no attacks, or one that breaks the format
     */
    public static Corpus read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CorpusException("there is no directory " + directory);
        }
        List<Attack> attacks = files(directory).stream().map(Corpus::attack).toList();
        Set<String> ids = new HashSet<>();
        for (Attack attack : attacks) {
            if (!ids.add(attack.id())) {
                throw new CorpusException("two attacks have the id " + attack.id());
            }
        }
        return new Corpus(attacks);
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(path -> path.toString().endsWith(".py"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new CorpusException(directory + " holds no attacks (NNN-name.py)");
            }
            return files;
        } catch (IOException e) {
            throw new CorpusException("can't list " + directory + ": " + e.getMessage());
        }
    }

    private static Attack attack(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!FILE.matcher(name).matches()) {
            throw new CorpusException(name + " is not called NNN-name.py");
        }
        try {
            return new AttackParser(name).parse(Files.readString(file));
        } catch (IOException e) {
            throw new CorpusException("can't read " + file + ": " + e.getMessage());
        }
    }

    /**
     * Those whose id, class or oracle is among {@code words}; all if there are none.
     *
     * @throws CorpusException if a word names nothing: a check that checks nothing must not pass
     */
    public Corpus only(List<String> words) {
        for (String word : words) {
            if (attacks.stream().noneMatch(attack -> attack.isCalled(word))) {
                throw new CorpusException("no attack has the id, the class or the oracle '" + word + "'");
            }
        }
        return words.isEmpty()
                ? this
                : new Corpus(attacks.stream()
                        .filter(attack -> words.stream().anyMatch(attack::isCalled))
                        .toList());
    }

    /** The ids, in order. */
    public List<String> ids() {
        return attacks.stream().map(Attack::id).toList();
    }

    List<Attack> attacks() {
        return attacks;
    }
}
