package dev.vivarium.game.ticket;

import dev.vivarium.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens by which players sign in to the page: one each, gone with the server. Safe for use by any thread.
 */
public final class Tickets {

    private static final int BYTES = 24;
    private static final Duration GOOD_FOR = Duration.ofHours(12);

    private record Ticket(String name, long nanos) {}

    private final TimeSource time;
    private final SecureRandom chance = new SecureRandom();
    private final Map<String, Ticket> tickets = new HashMap<>();

    /** With none yet. */
    public Tickets(TimeSource time) {
        this.time = time;
    }

    /** A new one for that account, whose last one is no longer good. */
    public synchronized String make(String name) {
        tickets.values().removeIf(ticket -> ticket.name().equals(name));
        byte[] bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tickets.put(token, new Ticket(name, time.nanos()));
        return token;
    }

    /** Whose it is; empty if it is not, or no longer, good. */
    public synchronized Optional<String> holder(String token) {
        Iterator<Ticket> all = tickets.values().iterator();
        while (all.hasNext()) {
            if (time.nanos() - all.next().nanos() > GOOD_FOR.toNanos()) {
                all.remove();
            }
        }
        return Optional.ofNullable(tickets.get(token)).map(Ticket::name);
    }

    /** For how many hours a new one is good. */
    public long hours() {
        return GOOD_FOR.toHours();
    }
}
