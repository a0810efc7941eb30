package dev.vivarium;

/**
 * Thrown where Java code asks for the value of a task that gave none. Made anew for each asker; its message ends with
 * the script's own traceback if there is one.
 */
public final class ScriptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome.Problem problem;

    /** For someone who asked for a value and gets {@code problem} instead. */
    public ScriptException(Outcome.Problem problem) {
        super(text(problem));
        this.problem = problem;
    }

    private static String text(Outcome.Problem problem) {
        return problem instanceof Outcome.Failed(ScriptError error, Usage _)
                        && !error.traceback().isEmpty()
                ? error.summary() + System.lineSeparator() + error.traceback()
                : problem.message();
    }

    /** How the task ended. */
    public Outcome.Problem problem() {
        return problem;
    }
}
