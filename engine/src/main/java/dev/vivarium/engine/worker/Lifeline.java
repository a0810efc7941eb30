package dev.vivarium.engine.worker;

import java.io.IOException;
import java.io.Reader;

/** The stdin of a process that a host has started: the end of it means that the host is gone. */
final class Lifeline {

    private Lifeline() {}

    /** Ends this process, with status 0, as soon as {@code stdin} does; keeps it alive until then. */
    static void watch(Reader stdin) {
        Thread.ofPlatform().name("vivarium-lifeline").start(() -> {
            try {
                while (stdin.read() >= 0) {
                    // The host says nothing more here.
                }
            } catch (IOException broken) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(0);
        });
    }
}
