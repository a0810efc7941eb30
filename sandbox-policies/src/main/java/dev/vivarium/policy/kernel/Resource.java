package dev.vivarium.policy.kernel;

/** What the kernel can limit per process; the numbers are those of asm-generic/resource.h. */
public enum Resource {
    /** Seconds of processor time of all threads together; at the limit the kernel ends the process. */
    CPU_SECONDS(0),
    /** Size in bytes of a file that is written; 0: no byte can be written to any file. Sockets and pipes don't count. */
    FILE_SIZE(1),
    /** Bytes of private writable memory, which for a JVM is heap, metaspace, stacks and buffers. */
    DATA(2),
    /** Size in bytes of a core dump. */
    CORE(4),
    /** Threads and processes of the user, counted over all processes of that user. Does not bind root. */
    PROCESSES(6),
    /** One more than the highest file descriptor that can be opened. */
    OPEN_FILES(7),
    /** Bytes of memory that can be locked into RAM. */
    LOCKED_MEMORY(8),
    /** Bytes of address space; a JVM reserves far more than it uses. */
    ADDRESS_SPACE(9);

    private final int number;

    Resource(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
