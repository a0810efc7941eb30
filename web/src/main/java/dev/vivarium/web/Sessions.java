package dev.vivarium.web;

import dev.vivarium.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions that there are, by what their browsers' cookies say. Safe for use by any thread. */
final class Sessions {

    private static final int KEY_BYTES = 32;

    private record Known(Session session, long usedNanos) {}

    private final int most;
    private final Duration longest;
    private final TimeSource time;
    private final SecureRandom chance = new SecureRandom();

    /** The one unused for longest first. */
    private final Map<String, Known> known = new LinkedHashMap<>();

    Sessions(int most, Duration longest, TimeSource time) {
        this.most = most;
        this.longest = longest;
        this.time = time;
    }

    /** A new one for that account; gives its cookie. */
    synchronized String open(String name) {
        byte[] bytes = new byte[KEY_BYTES];
        chance.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        known.put(key, new Known(new Session(name), time.nanos()));
        if (known.size() > most) {
            end(known.keySet().iterator().next());
        }
        return key;
    }

    /** The one of that cookie, which counts as used now. */
    synchronized Optional<Session> find(@Nullable String key) {
        Known found = key == null ? null : known.remove(key);
        if (found == null || key == null) {
            return Optional.empty();
        }
        if (time.nanos() - found.usedNanos() > longest.toNanos()) {
            found.session().end();
            return Optional.empty();
        }
        known.put(key, new Known(found.session(), time.nanos()));
        return Optional.of(found.session());
    }

    synchronized void end(@Nullable String key) {
        Known found = key == null ? null : known.remove(key);
        if (found != null) {
            found.session().end();
        }
    }

    synchronized void close() {
        known.values().forEach(one -> one.session().end());
        known.clear();
    }
}
