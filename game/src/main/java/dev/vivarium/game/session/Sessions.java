package dev.vivarium.game.session;

import dev.vivarium.game.world.Character;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All open sessions, oldest first. For the game's thread alone. */
public final class Sessions {

    private final List<Session> open = new ArrayList<>();
    private long last;

    Session open(Wire wire, LineTaker lobby, LineTaker commands) {
        Session session = new Session(++last, wire, lobby, commands);
        open.add(session);
        session.atEnd(() -> open.remove(session));
        return session;
    }

    /** All of them. */
    public List<Session> all() {
        return List.copyOf(open);
    }

    /** The characters that are played, in the order in which they came. */
    public List<Character> players() {
        return all().stream()
                .map(Session::character)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** The newest session of that character. */
    public Optional<Session> of(Character who) {
        return all().stream()
                .filter(session -> session.character().filter(who::equals).isPresent())
                .reduce((_, newer) -> newer);
    }
}
