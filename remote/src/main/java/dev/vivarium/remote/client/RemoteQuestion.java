package dev.vivarium.remote.client;

import dev.vivarium.Question;
import dev.vivarium.value.Values;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** A question of a script that is elsewhere. Safe for use by any thread. */
final class RemoteQuestion implements Question {

    private final long number;
    private final String text;
    private final BiConsumer<RemoteQuestion, Optional<String>> end;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** @param end sends the answer, or that there is none; must not block */
    RemoteQuestion(long number, String text, BiConsumer<RemoteQuestion, Optional<String>> end) {
        this.number = number;
        this.text = text;
        this.end = end;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean isOpen() {
        return open.get();
    }

    /** It waits no more, whoever has answered it. */
    void close() {
        open.set(false);
    }

    @Override
    public boolean answer(String given) {
        Values.copy("the answer", given, 1);
        return end(Optional.of(given));
    }

    @Override
    public boolean cancel() {
        return end(Optional.empty());
    }

    private boolean end(Optional<String> answer) {
        if (!open.compareAndSet(true, false)) {
            return false;
        }
        end.accept(this, answer);
        return true;
    }

    @Override
    public String toString() {
        return "Question[" + number + ", " + text + "]";
    }
}
