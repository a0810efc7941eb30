package dev.vivarium.policy.kernel;

import java.util.Optional;

/**
 * Which walls this machine offers.
 *
 * @param osName the operating system, as {@code os.name} has it
 * @param architecture the processor, as {@code os.arch} has it
 * @param kernelRelease the kernel's version, as {@code os.version} has it
 * @param landlockAbi the version of Landlock, 0 when there is none
 * @param seccompFilter whether the kernel filters system calls with all the actions needed
 * @param resourceLimits whether limits can be read, and so set
 * @param root whether this process is user 0
 * @param nativeProblem why the kernel couldn't even be asked, if it couldn't
 */
public record KernelSupport(
        String osName,
        String architecture,
        String kernelRelease,
        int landlockAbi,
        boolean seccompFilter,
        boolean resourceLimits,
        boolean root,
        Optional<String> nativeProblem) {
    /**
     * The least version of Landlock that will do: the first. It already refuses opening for writing, creating and
     * removing; what later ones add (moving, truncating, device ioctls, TCP, signals, abstract sockets) is handled when
     * the kernel knows it and is refused by the system call filter in any case.
     */
    public static final int LEAST_LANDLOCK_ABI = 1;

    static final String NO_LANDLOCK = "no Landlock: needs Linux 5.13 or newer with landlock in the lsm= list,"
            + " and an outer sandbox (container) that allows the landlock calls";

    /** Asks the kernel. Never throws and changes nothing. A process that is confined already is offered nothing. */
    public static KernelSupport probe() {
        return KernelProbe.run();
    }

    /** One line that says what is missing for confining an untrusted worker and what to do, or nothing. */
    public Optional<String> whyNotConfinable() {
        if (!osName.equals("Linux")) {
            return Optional.of("no kernel walls on " + osName + ": untrusted code needs Linux on x86_64");
        }
        if (!architecture.equals("amd64")) {
            return Optional.of("no seccomp table for architecture " + architecture + ": only x86_64 is supported");
        }
        return nativeProblem.or(this::missingWall);
    }

    private Optional<String> missingWall() {
        if (landlockAbi < LEAST_LANDLOCK_ABI) {
            return Optional.of(NO_LANDLOCK);
        }
        if (!seccompFilter) {
            return Optional.of("no seccomp filters: needs Linux 4.14 or newer with CONFIG_SECCOMP_FILTER,"
                    + " and an outer sandbox (container) that allows the seccomp call");
        }
        if (!resourceLimits) {
            return Optional.of("no resource limits: an outer sandbox forbids prlimit64; allow it");
        }
        return Optional.empty();
    }
}
