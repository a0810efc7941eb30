package dev.vivarium.console.attack;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which oracle judges an attack. */
enum OracleName {
    NO_SECRET,
    NO_WRITE,
    NO_CONNECT,
    NO_PROCESS,
    NO_HOST_INFO,
    STOPPED,
    CONTAINED,
    NO_LEAK,
    CLEAN_ERROR;

    /** As attacks write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<OracleName> of(String word) {
        return Stream.of(values()).filter(name -> name.word().equals(word)).findFirst();
    }

    /** What the script's own timeout is. Imports of a cold worker are slow, so only those that never end have less. */
    Duration deadline() {
        return Duration.ofSeconds(this == STOPPED ? 2 : 10);
    }
}
