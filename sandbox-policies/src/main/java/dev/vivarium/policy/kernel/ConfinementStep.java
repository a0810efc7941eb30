package dev.vivarium.policy.kernel;

/** The steps of confining a process, in the order in which they are taken. */
public enum ConfinementStep {
    /** Is this a system the walls exist on at all. */
    SUPPORT,
    /** A process group of its own: the signals of the host's terminal, Ctrl-C for one, are not for this process. */
    PROCESS_GROUP,
    /** No program started from here may gain rights; the kernel wants this before it takes a filter. */
    NO_NEW_PRIVILEGES,
    /** Root's powers are given up; the user id stays. */
    CAPABILITIES,
    /** Other processes of the same user may not look into this one, and it leaves no core dump. */
    NOT_DUMPABLE,
    /** Files: only the plan's paths can be opened, and only for reading. */
    LANDLOCK,
    /** How many resources the process may use. */
    RESOURCE_LIMITS,
    /** Which system calls can be made at all, from any thread. */
    SECCOMP,
    /** Trying what must be impossible now. */
    VERIFICATION
}
