package dev.vivarium.policy.kernel;

/**
 * What one system call answered.
 *
 * @param value the return value, negative when the call failed
 * @param errno the error number; means something only when the call failed
 */
record SyscallResult(long value, int errno) {
    boolean failed() {
        return value < 0;
    }

    boolean failedWith(int expected) {
        return failed() && errno == expected;
    }
}
