package dev.vivarium.policy.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Confines itself with the given readable paths beside its own and reports how that went. */
final class TryConfining {
    private TryConfining() {}

    /** Arguments: paths. */
    public static void main(String[] arguments) throws IOException {
        // Opened while it can be: what it says is made up by the kernel when it is read.
        try (FileInputStream status = new FileInputStream("/proc/thread-self/status")) {
            confine(arguments, status);
        }
    }

    private static void confine(String[] arguments, FileInputStream status) throws IOException {
        Attempts.report("support", KernelSupport.probe().toString());
        ConfinementPlan.Builder plan = ConfinementPlan.builder().readable(NeededPaths.byThisJvm());
        for (String path : arguments) {
            plan.readable(Path.of(path));
        }
        try {
            Attempts.report("applied", Confinement.apply(plan.build()).toString());
            System.out.println(new String(status.readAllBytes(), US_ASCII).replace(":\t", "="));
        } catch (ConfinementException e) {
            Attempts.report("step", e.step().name());
            Attempts.report("errno", Errno.name(e.errno()));
            Attempts.report("message", String.valueOf(e.getMessage()));
        }
    }
}
