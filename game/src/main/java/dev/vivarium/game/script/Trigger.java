package dev.vivarium.game.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What sets a script off.
 *
 * @param kind what happens
 * @param seconds from run to run of a {@link Kind#TIMER}; 0 for others
 */
public record Trigger(Kind kind, int seconds) {

    private static final int LONGEST = 86_400;

    /** What may happen. */
    public enum Kind {
        /** Somebody comes into the room. */
        ENTER,
        /** Somebody goes out of the room. */
        LEAVE,
        /** Somebody says something in the room. */
        SAY,
        /** Somebody uses the thing. */
        USE,
        /** A second has passed. */
        TICK,
        /** So many seconds have passed. */
        TIMER;

        /** As people write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What {@code words} mean: {@code say}, or {@code timer 30}. */
    static Optional<Trigger> of(List<String> words) {
        if (words.isEmpty() || words.size() > 2) {
            return Optional.empty();
        }
        String first = words.getFirst().toLowerCase(Locale.ROOT);
        Optional<Kind> kind = List.of(Kind.values()).stream()
                .filter(known -> known.word().equals(first))
                .findFirst();
        if (kind.isEmpty() || kind.get() == Kind.TIMER != (words.size() == 2)) {
            return Optional.empty();
        }
        if (words.size() == 1) {
            return Optional.of(new Trigger(kind.get(), 0));
        }
        boolean fits = words.getLast().matches("[1-9]\\d{0,4}") && Integer.parseInt(words.getLast()) <= LONGEST;
        return fits ? Optional.of(new Trigger(Kind.TIMER, Integer.parseInt(words.getLast()))) : Optional.empty();
    }

    @Override
    public String toString() {
        return kind == Kind.TIMER ? kind.word() + " " + seconds : kind.word();
    }
}
