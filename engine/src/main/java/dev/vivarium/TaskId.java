package dev.vivarium;

/**
 * Names one task within one {@link Vivarium}. Ids count up from 1 and are never used again.
 *
 * @param number the running number
 */
public record TaskId(long number) implements Comparable<TaskId> {

    @Override
    public int compareTo(TaskId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
