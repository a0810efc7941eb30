package dev.vivarium.console;

import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;

/** {@code vivarium prepare}: makes what lets workers start fast. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Makes a cache from which workers start fast, in the user's cache folder. Done after each build.",
        footerHeading = "%nExamples:%n",
        footer = {"  vivarium prepare"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:it is there", "1:it can't be made here, and workers start slowly"})
final class PrepareCommand implements Callable<Integer> {

    private final Console console;
    private final BooleanSupplier prepare;

    PrepareCommand(Console console, BooleanSupplier prepare) {
        this.console = console;
        this.prepare = prepare;
    }

    @Override
    public Integer call() {
        boolean ready = prepare.getAsBoolean();
        console.out().line(ready ? "workers start fast" : "no cache could be made: workers start slowly");
        return ready ? 0 : 1;
    }
}
