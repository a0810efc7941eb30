package dev.vivarium.engine.link;

/** Values go over {@link Message.Bounds}. */
public final class OverBoundsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String limit;
    private final long allowed;
    private final long used;

    OverBoundsException(String limit, long allowed, long used) {
        super("the values go over " + limit + ": " + used + " where " + allowed + " are allowed");
        this.limit = limit;
        this.allowed = allowed;
        this.used = used;
    }

    /** The limit's name, as in {@code dev.vivarium.policy.Limits}: values, valueItems or valueDepth. */
    public String limit() {
        return limit;
    }

    /** What the limit allows. */
    public long allowed() {
        return allowed;
    }

    /** What was counted when it went over; counting stopped there. */
    public long used() {
        return used;
    }
}
