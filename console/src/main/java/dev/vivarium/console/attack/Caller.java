package dev.vivarium.console.attack;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** The capability {@code caller} of every attack: takes messages. */
final class Caller {

    /** Those that flood it are not to fill the host that they attack; no secret hides behind this much. */
    private static final int MOST_CHARACTERS = 4 << 20;

    private final String name;
    private final List<String> messages = new ArrayList<>();
    private int characters;

    Caller(String name) {
        this.name = name;
    }

    /** Whom the script may think that it talks to. */
    @HostAccess.Export
    public String getName() {
        return name;
    }

    /** Takes a message. */
    @HostAccess.Export
    public synchronized void msg(@Nullable String given) {
        String text = String.valueOf(given);
        characters += text.length();
        if (characters <= MOST_CHARACTERS) {
            messages.add(text);
        } else {
            characters = MOST_CHARACTERS;
        }
    }

    /** What came so far. */
    synchronized List<String> messages() {
        return List.copyOf(messages);
    }
}
