package dev.vivarium;

/** What a script has asked, and waits to be told. It is answered at most once. Safe for use by any thread. */
public interface Question {

    /** Counts the questions of its task from 1 on. */
    long number();

    /** The script's words. */
    String text();

    /** Whether it waits for an answer. */
    boolean isOpen();

    /**
     * Answers it; an empty answer is one.
     *
     * @return false if it was not open any more
     * @throws IllegalArgumentException if the answer has half of a surrogate pair; the question stays open
     */
    boolean answer(String text);

    /**
     * Says that there will be no answer: the script gets an exception {@code vivarium.Cancelled}.
     *
     * @return false if it was not open any more
     */
    boolean cancel();
}
