package dev.vivarium.console;

/** The numbers of ports. */
final class Ports {

    private Ports() {}

    /** Refuses what is none; 0 stands for any that is free. */
    static void check(String option, int number) {
        if (number < 0 || number > 65_535) {
            throw new UsageProblem(option + " must be from 0 to 65535, not " + number);
        }
    }
}
