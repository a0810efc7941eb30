package dev.vivarium.console.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the first word of a line can mean: a word of the shell or a command of its library, whole or begun. */
final class Vocabulary {

    /** What a first word is. */
    sealed interface Meaning {
        /** One of the shell's own. */
        record Own(Word word) implements Meaning {}

        /** A script that the library has under that name. */
        record Command(String name) implements Meaning {}
    }

    private final NavigableMap<String, Meaning> meanings = new TreeMap<>();

    Vocabulary(List<String> commands) {
        commands.forEach(name -> meanings.put(name, new Meaning.Command(name)));
        for (Word word : Word.values()) {
            word.spellings().forEach(spelling -> meanings.put(spelling, new Meaning.Own(word)));
        }
    }

    /** Everything that a line may begin with. */
    List<String> all() {
        return List.copyOf(meanings.keySet());
    }

    /** The commands of the library. */
    List<String> commands() {
        return meanings.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Meaning.Command)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What {@code typed} means. plac's special words may have the {@code _} or {@code .} that it wrote before them.
     *
     * @throws ShellProblem if it means nothing, or could mean several things
     */
    Meaning of(String typed) {
        Meaning whole = meanings.get(typed);
        if (whole != null) {
            return whole;
        }
        String begun = typed.matches("[._@].+") ? typed.substring(1) : typed;
        Meaning special = meanings.get(begun);
        return special != null ? special : beginningWith(begun, typed);
    }

    private Meaning beginningWith(String begun, String typed) {
        List<String> found = new ArrayList<>(meanings.tailMap(begun, true).keySet().stream()
                .takeWhile(name -> name.startsWith(begun))
                .toList());
        List<Meaning> different = found.stream().map(meanings::get).distinct().toList();
        return switch (different.size()) {
            case 1 -> different.getFirst();
            case 0 ->
                throw new ShellProblem("Unknown command " + Visible.of(typed) + "; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(Word.values()).map(Word::text).toList())
                        + " (try: help)");
            default ->
                throw new ShellProblem(
                        "Ambiguous command " + Visible.of(typed) + "; it could be " + String.join(", ", found));
        };
    }
}
