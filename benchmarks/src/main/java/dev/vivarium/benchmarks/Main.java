package dev.vivarium.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program {@code vivarium bench}. */
public final class Main {

    private Main() {}

    /** Measures and ends the JVM; see the exit statuses of {@link BenchCommand}. */
    public static void main(String[] args) {
        System.exit(CommandLines.create(stream(FileDescriptor.out), stream(FileDescriptor.err))
                .execute(args));
    }

    private static PrintStream stream(FileDescriptor to) {
        return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }
}
