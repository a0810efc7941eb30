package dev.vivarium.console;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the machine this runs on. */
final class MachineProbe {

    private static final String TRUFFLE_RUNTIME = "com/oracle/truffle/runtime/OptimizedTruffleRuntime.class";
    private static final String TRUFFLE_COMPILER = "com/oracle/truffle/compiler/TruffleCompiler.class";

    private MachineProbe() {}

    /** The facts of this machine. */
    static MachineFacts look() {
        boolean linux = System.getProperty("os.name", "").equals("Linux");
        return new MachineFacts(
                Runtime.version().feature(),
                Runtime.version() + ", " + System.getProperty("java.vendor", "unknown vendor"),
                "GraalPy " + new Versions().graalPy(),
                jit(),
                System.getProperty("os.name", "unknown") + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", "unknown"),
                "unknown",
                "unknown",
                linux ? "can be set" : "unknown",
                user(),
                linux ? Optional.empty() : Optional.of("only Linux can confine a worker"));
    }

    /** Truffle compiles scripts only if its runtime is there and the JVM lets a compiler in from outside. */
    private static String jit() {
        if (missing(TRUFFLE_RUNTIME) || missing(TRUFFLE_COMPILER)) {
            return "none, scripts are interpreted (the optimizing Truffle runtime is not on the class path)";
        }
        return ModuleFinder.ofSystem().find("jdk.internal.vm.ci").isPresent()
                ? "the optimizing Truffle runtime is available"
                : "none, scripts are interpreted (this JDK has no JVMCI)";
    }

    private static boolean missing(String resource) {
        return MachineProbe.class.getClassLoader().getResource(resource) == null;
    }

    private static String user() {
        String name = System.getProperty("user.name", "unknown");
        try {
            boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            return name + (root ? " (root: an ordinary user is safer)" : "");
        } catch (IOException | UnsupportedOperationException e) {
            return name;
        }
    }
}
