package dev.vivarium.policy.kernel;

import java.util.Optional;

/** Finds out what the kernel offers, where there is a kernel that can be asked. */
final class KernelProbe {
    private KernelProbe() {}

    static KernelSupport run() {
        if (!knowsCalls()) {
            return none(Optional.empty());
        }
        try {
            return ask(Kernel.open());
        } catch (RuntimeException | LinkageError e) {
            return none(Optional.of("native access is denied (" + e.getMessage()
                    + "): start java with --enable-native-access=" + moduleName()));
        }
    }

    /** Elsewhere the numbers of the calls mean something else: none may be made there. */
    static boolean knowsCalls() {
        return System.getProperty("os.name", "unknown").equals("Linux")
                && System.getProperty("os.arch", "unknown").equals("amd64");
    }

    private static KernelSupport ask(Kernel kernel) {
        return describe(
                (int) Math.max(0, new Landlock(kernel).version().value()),
                Seccomp.available(kernel),
                new ResourceLimits(kernel).usable(),
                kernel.call(Syscall.GETEUID).value() == 0,
                Optional.empty());
    }

    private static KernelSupport none(Optional<String> problem) {
        return describe(0, false, false, false, problem);
    }

    private static KernelSupport describe(
            int abi, boolean seccomp, boolean limits, boolean root, Optional<String> problem) {
        return new KernelSupport(
                System.getProperty("os.name", "unknown"),
                System.getProperty("os.arch", "unknown"),
                System.getProperty("os.version", "unknown"),
                abi,
                seccomp,
                limits,
                root,
                problem);
    }

    private static String moduleName() {
        Module module = KernelProbe.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }
}
