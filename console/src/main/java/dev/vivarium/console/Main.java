package dev.vivarium.console;

/** The program {@code vivarium}. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the JVM with its status; see {@link ExitStatus}. */
    public static void main(String[] args) {
        System.exit(CommandLines.create(Console.system()).execute(args));
    }
}
