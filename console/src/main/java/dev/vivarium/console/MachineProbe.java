package dev.vivarium.console;

import dev.vivarium.policy.kernel.KernelSupport;
import java.lang.module.ModuleFinder;

/** Looks at the machine this runs on. */
final class MachineProbe {

    private static final String TRUFFLE_RUNTIME = "com/oracle/truffle/runtime/OptimizedTruffleRuntime.class";
    private static final String TRUFFLE_COMPILER = "com/oracle/truffle/compiler/TruffleCompiler.class";

    private MachineProbe() {}

    /** The facts of this machine. */
    static MachineFacts look() {
        return facts(KernelSupport.probe());
    }

    /** The facts of this JVM, over a kernel like {@code kernel}. */
    static MachineFacts facts(KernelSupport kernel) {
        return new MachineFacts(
                Runtime.version().feature(),
                Runtime.version() + ", " + System.getProperty("java.vendor", "unknown vendor"),
                "GraalPy " + new Versions().graalPy(),
                jit(),
                kernel.osName() + " " + kernel.kernelRelease(),
                kernel.architecture(),
                kernel.landlockAbi() == 0 ? "MISSING" : "ABI " + kernel.landlockAbi(),
                kernel.seccompFilter() ? "system calls can be filtered" : "MISSING",
                kernel.resourceLimits() ? "can be set" : "MISSING",
                System.getProperty("user.name", "unknown")
                        + (kernel.root() ? " (root: an ordinary user is safer)" : ""),
                kernel.whyNotConfinable());
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
}
