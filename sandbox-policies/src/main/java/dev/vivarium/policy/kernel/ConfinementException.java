package dev.vivarium.policy.kernel;

/**
 * The process couldn't be confined. It may be half confined: it must run nothing for a stranger and should end.
 *
 * <p>Unchecked, so that the careless caller fails closed: who doesn't catch it doesn't get as far as running a guest.
 */
public final class ConfinementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ConfinementStep step;
    private final int errno;

    private ConfinementException(ConfinementStep step, int errno, String message) {
        super("can't confine this process: " + step + ": " + message);
        this.step = step;
        this.errno = errno;
    }

    static ConfinementException because(ConfinementStep step, String message) {
        return new ConfinementException(step, 0, message);
    }

    /** A system call failed; the advice says what to do about it. */
    static ConfinementException failed(ConfinementStep step, String call, SyscallResult result, String advice) {
        String what = call + " failed with " + Errno.name(result.errno());
        return new ConfinementException(step, result.errno(), advice.isEmpty() ? what : what + "; " + advice);
    }

    /** Which step failed. */
    public ConfinementStep step() {
        return step;
    }

    /** The kernel's error number, 0 when it wasn't a system call that failed. */
    public int errno() {
        return errno;
    }
}
