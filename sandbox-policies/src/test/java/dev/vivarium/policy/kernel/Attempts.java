package dev.vivarium.policy.kernel;

import java.util.concurrent.Callable;

/** Tries things in a confined child and reports each outcome as a line {@code name=outcome}. */
final class Attempts {
    private Attempts() {}

    /** Reports what a Java call gave: its value or its exception. */
    static void java(String name, Callable<?> attempt) {
        String outcome;
        try {
            outcome = "ok " + attempt.call();
        } catch (Exception | LinkageError e) {
            outcome = "refused " + e.getClass().getSimpleName() + " " + e.getMessage();
        }
        report(name, outcome);
    }

    /** Reports what a raw system call gave: its value or the error's name. */
    static void raw(String name, Kernel kernel, int number, long... arguments) {
        SyscallResult result = kernel.call(number, arguments);
        report(name, result.failed() ? Errno.name(result.errno()) : "ok " + result.value());
    }

    static void report(String name, String outcome) {
        System.out.println(name + "=" + outcome.replace('\n', ' '));
    }
}
