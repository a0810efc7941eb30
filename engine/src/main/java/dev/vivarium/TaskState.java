package dev.vivarium;

/**
 * Where a task is on its way. It moves only forward through the table below, and {@link Done} is final.
 *
 * <pre>
 *             ┌────────────────────────────────────────────────┐
 *             │                                                ▼
 *   ──► Queued ──► Running ◄──► Parked                        Done
 *                     │            │                           ▲
 *                     ├────────────┴──► Stopping ──────────────┤
 *                     └────────────────────────────────────────┘
 * </pre>
 */
public sealed interface TaskState {

    /** Accepted, and not yet started by a worker. */
    record Queued() implements TaskState {}

    /** Computing in a worker. */
    record Running() implements TaskState {}

    /** Started, and waiting for something (sleeping, for example) while other scripts compute. */
    record Parked() implements TaskState {}

    /**
     * Told to stop, and given a moment to do so. What it reports from now on is too late.
     *
     * @param why what its outcome will be called
     */
    record Stopping(Why why) implements TaskState {}

    /**
     * Over.
     *
     * @param outcome how it ended
     */
    record Done(Outcome outcome) implements TaskState {}

    /** Why a task is being stopped. */
    enum Why {
        /** Its timeout passed. */
        TIMEOUT,
        /** Somebody killed it, or the engine closes. */
        KILL,
        /** It went over a limit that the host counts. */
        LIMIT
    }

    /** The state's name in capitals: {@code QUEUED}, {@code RUNNING} …, and for a task that is done its outcome's. */
    default String label() {
        return switch (this) {
            case Queued() -> "QUEUED";
            case Running() -> "RUNNING";
            case Parked() -> "PARKED";
            case Stopping(Why _) -> "STOPPING";
            case Done(Outcome outcome) -> outcome.name();
        };
    }

    /**
     * The state in plac's words (P3), which know nothing of parking: {@code SUBMITTED}, {@code RUNNING},
     * {@code TO_BE_KILLED}, {@code FINISHED}, {@code ABORTED}, {@code KILLED}; the outcomes that plac doesn't have keep
     * their own names.
     */
    default String word() {
        return switch (this) {
            case Queued() -> "SUBMITTED";
            case Running(), Parked() -> "RUNNING";
            case Stopping(Why _) -> "TO_BE_KILLED";
            case Done(Outcome.Returned _) -> "FINISHED";
            case Done(Outcome.Failed _) -> "ABORTED";
            case Done(Outcome outcome) -> outcome.name();
        };
    }

    /** Whether a task may go from this state to {@code next}. */
    default boolean mayBecome(TaskState next) {
        return switch (this) {
            case Queued() -> next instanceof Running || next instanceof Done;
            case Running() -> next instanceof Parked || next instanceof Stopping || next instanceof Done;
            case Parked() -> next instanceof Running || next instanceof Stopping || next instanceof Done;
            case Stopping(Why _) -> next instanceof Done;
            case Done(Outcome _) -> false;
        };
    }
}
