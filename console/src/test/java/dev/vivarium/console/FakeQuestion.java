package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question whose answer, or None for none, is what its task returns. */
final class FakeQuestion implements Question {

    private final String text;
    private @Nullable FakeTask task;
    private boolean open = true;

    FakeQuestion(String text) {
        this.text = text;
    }

    /** One that nobody waits for any more. */
    static FakeQuestion expired(String text) {
        FakeQuestion question = new FakeQuestion(text);
        question.open = false;
        return question;
    }

    synchronized void of(FakeTask asking) {
        task = asking;
    }

    @Override
    public long number() {
        return 1;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public boolean answer(String given) {
        return end(given);
    }

    @Override
    public boolean cancel() {
        return end(null);
    }

    private synchronized boolean end(@Nullable String given) {
        boolean was = open;
        open = false;
        if (was && task != null) {
            task.end(new Outcome.Returned(given == null ? List.of() : List.of(given), Shell.USAGE));
        }
        return was;
    }
}
