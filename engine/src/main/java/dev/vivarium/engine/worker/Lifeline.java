package dev.vivarium.engine.worker;

import java.io.IOException;
import java.io.Reader;

/** The stdin of a process that a host has started: the end of it means that the host is gone. */
final class Lifeline {

    private Lifeline() {}

    /** Keeps this process alive until {@code stdin} ends, and does then what ends the process. */
    static void watch(Reader stdin, Runnable end) {
        Thread.ofPlatform().name("vivarium-lifeline").start(() -> {
            try {
                while (stdin.read() >= 0) {
                    // The host says nothing more here.
                }
            } catch (IOException broken) {
                // As good as its end.
            }
            end.run();
        });
    }
}
