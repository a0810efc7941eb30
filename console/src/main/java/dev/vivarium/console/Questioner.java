package dev.vivarium.console;

import dev.vivarium.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions of scripts to whoever is at standard input: each is printed when it comes, and each line that is read
 * answers the oldest that is still open. Nothing is read before somebody asks. Safe for use by any thread.
 */
final class Questioner {

    private final Console console;
    private final LineReader lines;
    private final List<Question> asked = new ArrayList<>();
    private boolean reading;

    /** Why nobody can answer any more. */
    private @Nullable String over;

    Questioner(Console console) {
        this.console = console;
        lines = new LineReader(console.in());
    }

    /** Asks {@code question}, or cancels it if there is nobody who could answer. */
    void ask(Question question) {
        console.ask(question.text());
        String why = add(question);
        if (why != null) {
            cancel(question, why);
        }
    }

    private synchronized @Nullable String add(Question question) {
        if (over == null) {
            asked.add(question);
            notifyAll();
            if (!reading) {
                reading = true;
                // The program ends without it: a read from a terminal can't be interrupted.
                Thread.ofPlatform().daemon().name("vivarium-answers").start(this::read);
            }
        }
        return over;
    }

    private void read() {
        try {
            while (true) {
                awaitQuestion();
                readLine();
                if (isOver()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            end("nobody reads standard input any more");
        }
    }

    private synchronized boolean isOver() {
        return over != null;
    }

    private synchronized void awaitQuestion() throws InterruptedException {
        while (asked.stream().noneMatch(Question::isOpen)) {
            asked.clear();
            wait();
        }
    }

    private void readLine() {
        try {
            Optional<String> line = lines.next();
            line.ifPresentOrElse(this::answer, () -> end("standard input has ended"));
        } catch (UsageProblem unfit) {
            console.tell(unfit.line() + "; the question is still open");
        } catch (IOException broken) {
            end("standard input can't be read: " + broken.getMessage());
        }
    }

    private void answer(String line) {
        while (true) {
            Question next = next();
            if (next == null) {
                console.tell("this answer came too late: " + line);
                return;
            }
            if (next.answer(line)) {
                return;
            }
        }
    }

    private synchronized @Nullable Question next() {
        return asked.isEmpty() ? null : asked.removeFirst();
    }

    private void end(String why) {
        List<Question> left;
        synchronized (this) {
            over = why;
            left = List.copyOf(asked);
            asked.clear();
        }
        left.forEach(question -> cancel(question, why));
    }

    private void cancel(Question question, String why) {
        if (question.isOpen()) {
            // First the word, then the deed: the script may end the program.
            console.tell(why + ", so this question is cancelled: " + question.text());
            question.cancel();
        }
    }
}
