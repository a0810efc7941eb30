package dev.vivarium.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** This JVM's heap. */
final class Heap {

    private static final double MEGABYTE = 1e6;
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /** What is in use after garbage collection; repeated, since references to what is cleaned up go one after the other. */
    static double liveMegabytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed() / MEGABYTE;
    }
}
