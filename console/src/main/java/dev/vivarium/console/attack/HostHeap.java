package dev.vivarium.console.attack;

/** The heap of this JVM. */
final class HostHeap {

    private HostHeap() {}

    /** The bytes in use after a garbage collection. */
    static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
