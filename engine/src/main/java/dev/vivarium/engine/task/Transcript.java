package dev.vivarium.engine.task;

/** What a task has printed. Bounded by the policy: the worker stops the task that goes beyond, the host cuts. */
final class Transcript {

    private final long mostChars;
    private final StringBuilder text = new StringBuilder();

    /** @param mostChars a hostile worker can't make the host keep more than this */
    Transcript(long mostChars) {
        this.mostChars = mostChars;
    }

    /** Appends what still fits. */
    synchronized void append(String more) {
        int fits = (int) Math.min(more.length(), mostChars - text.length());
        text.append(more, 0, Math.max(0, fits));
    }

    /** All of it. */
    synchronized String all() {
        return text.toString();
    }

    /** Its length in characters. */
    synchronized int length() {
        return text.length();
    }

    /** What came after the first {@code seen} characters. */
    synchronized String after(int seen) {
        return text.substring(Math.min(seen, text.length()));
    }
}
