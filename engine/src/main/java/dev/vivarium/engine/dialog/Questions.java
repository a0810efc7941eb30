package dev.vivarium.engine.dialog;

import dev.vivarium.Question;
import dev.vivarium.TimeSource;
import dev.vivarium.engine.dialog.Answer.Kind;
import dev.vivarium.handle.OpenOnes;
import dev.vivarium.value.Values;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The open questions of one task, and who hears of them. Safe for use by any thread. */
public final class Questions {

    private final OpenOnes<Open> open = new OpenOnes<>();
    private long last;
    private boolean closed;

    /**
     * Asks.
     *
     * @param patience how long the question is open; empty for as long as the task is there
     * @param end gets what becomes of it, once, on any thread; must not block
     */
    public void ask(String text, Optional<Duration> patience, TimeSource time, Consumer<Answer> end) {
        Open question;
        synchronized (this) {
            question = new Open(++last, text, end);
            if (closed) {
                question.cancel();
                return;
            }
            open.add(question);
        }
        patience.ifPresent(limit -> question.watch(time.schedule(limit, question::expire)));
    }

    /** Those that are open, and who hears of them. */
    public OpenOnes<? extends Question> open() {
        return open;
    }

    /** Cancels all, and whatever is asked from now on: nobody is there any more to hear the answer. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        open.close();
        open.all().forEach(Question::cancel);
    }

    private final class Open implements Question {

        private final long number;
        private final String text;
        private final Consumer<Answer> end;
        private boolean ended;
        private TimeSource.@Nullable Cancellation timer;

        Open(long number, String text, Consumer<Answer> end) {
            this.number = number;
            this.text = text;
            this.end = end;
        }

        synchronized void watch(TimeSource.Cancellation set) {
            if (ended) {
                set.cancel();
            } else {
                timer = set;
            }
        }

        void expire() {
            end(new Answer(Kind.EXPIRED, ""));
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
        public synchronized boolean isOpen() {
            return !ended;
        }

        @Override
        public boolean answer(String given) {
            Values.copy("the answer", given, 1);
            return end(new Answer(Kind.ANSWERED, given));
        }

        @Override
        public boolean cancel() {
            return end(new Answer(Kind.CANCELLED, ""));
        }

        private boolean end(Answer answer) {
            synchronized (this) {
                if (ended) {
                    return false;
                }
                ended = true;
                if (timer != null) {
                    timer.cancel();
                }
            }
            open.remove(this);
            end.accept(answer);
            return true;
        }

        @Override
        public String toString() {
            return "Question[" + number + ", " + text + "]";
        }
    }
}
