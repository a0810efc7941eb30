package dev.vivarium.benchmarks;

import org.graalvm.polyglot.Context;

/** The shortest program that runs Python: what the command line is compared with. */
final class NaiveProgram {

    private NaiveProgram() {}

    /** Prints the sum of one and two. */
    public static void main(String[] arguments) {
        try (Context context = Context.create("python")) {
            System.out.println(context.eval("python", "1+2"));
        }
    }
}
