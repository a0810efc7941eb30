package dev.vivarium.game.world;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finding things by what people call them. */
public final class Search {

    private Search() {}

    /**
     * What {@code who} may mean by {@code text} among what is around it: {@code me}, {@code here}, a name, the beginning
     * of a name or of one of its words, or {@code #12}. Whole names come before parts.
     */
    public static List<Entity> around(Character who, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        Room room = who.room();
        if (wanted.equals("me") || wanted.equals("self")) {
            return List.of(who);
        }
        if (wanted.equals("here")) {
            return room == null ? List.of() : List.of(room);
        }
        List<Entity> near = Stream.concat(who.contents().stream(), room == null ? Stream.of() : inside(room))
                .toList();
        return best(near, wanted);
    }

    private static Stream<Entity> inside(Room room) {
        return Stream.concat(room.contents().stream(), Stream.of(room));
    }

    /** What {@code text} may mean among {@code candidates}. */
    public static <E extends Entity> List<E> best(List<E> candidates, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.of();
        }
        if (wanted.matches("#\\d{1,18}")) {
            long id = Long.parseLong(wanted.substring(1));
            return candidates.stream().filter(entity -> entity.id() == id).toList();
        }
        Stream<Predicate<String>> ways = Stream.of(
                name -> name.equals(wanted),
                name -> name.startsWith(wanted),
                name -> Stream.of(name.split(" ", -1)).anyMatch(word -> word.startsWith(wanted)));
        return ways.map(way -> candidates.stream()
                        .filter(entity -> way.test(entity.name().toLowerCase(Locale.ROOT)))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
