package dev.vivarium.console;

import dev.vivarium.policy.Presets;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vivarium doctor}: what this machine can enforce. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Says what this machine can enforce, and starts one worker to prove it.",
        footerHeading = "%nExamples:%n",
        footer = {"  vivarium doctor", "  vivarium doctor --quick"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:untrusted scripts can run here", "1:they can't, and the lines above say why"})
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Start no worker, only look.")
    private boolean quick;

    private final Console console;
    private final Supplier<MachineFacts> machine;

    DoctorCommand(Console console, Supplier<MachineFacts> machine) {
        this.console = console;
        this.machine = machine;
    }

    @Override
    public Integer call() throws InterruptedException {
        MachineFacts facts = machine.get();
        DoctorReport.lines(facts, Presets.all()).forEach(console.out()::line);
        boolean sound = facts.refusal().isEmpty();
        return sound && (quick || workerStarts()) ? 0 : 1;
    }

    private boolean workerStarts() throws InterruptedException {
        WorkerTrial.Result result = new WorkerTrial(console.engine()).attempt();
        console.out().line(result.line());
        return result.passed();
    }
}
