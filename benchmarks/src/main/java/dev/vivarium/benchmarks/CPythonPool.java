package dev.vivarium.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Python processes that stay, and run each script with {@code exec} in a new dict. */
record CPythonPool(String name, List<Child> processes) implements Peer {

    private static final String DRIVER = Resources.text("driver.py");

    static CPythonPool open(String name, int size) throws IOException {
        List<Child> processes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            processes.add(process());
        }
        return new CPythonPool(name, processes);
    }

    /** One such process, which speaks as {@link Answers} says. */
    static Child process() throws IOException {
        List<String> command = new ArrayList<>(CPython.find().bare());
        command.add(DRIVER);
        return Child.start(command);
    }

    @Override
    public void runTrivial() throws IOException {
        run(processes.getFirst());
    }

    private static void run(Child process) throws IOException {
        Answers.check(Answers.run(process, Trivial.SOURCE).value());
    }

    @Override
    public double perSecond(Duration measured, int lanes) throws Exception {
        return Lanes.perSecond(
                measured,
                processes.subList(0, lanes).stream()
                        .<Lanes.Step>map(process -> () -> run(process))
                        .toList());
    }

    @Override
    public void close() {
        processes.forEach(Child::close);
    }
}
