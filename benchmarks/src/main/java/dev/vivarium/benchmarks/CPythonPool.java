package dev.vivarium.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Python's own {@code ProcessPoolExecutor}, which runs each script with {@code exec} in a new dict. */
record CPythonPool(String name, Child driver) implements Peer {

    private static final String DRIVER = Resources.text("driver.py");
    private static final String POOL_DRIVER = Resources.text("pool_driver.py");

    static CPythonPool open(String name, int size) throws IOException {
        return new CPythonPool(name, start(POOL_DRIVER, Integer.toString(size)));
    }

    /** One process without a pool around it, which speaks as {@link Answers} says. */
    static Child process() throws IOException {
        return start(DRIVER);
    }

    private static Child start(String driver, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(CPython.find().bare());
        command.add(driver);
        command.addAll(List.of(arguments));
        return Child.start(command);
    }

    @Override
    public void runTrivial() throws IOException {
        Answers.check(Answers.run(driver, Trivial.SOURCE).value());
    }

    /** Counted inside: the way from Java there and back is not its business. */
    @Override
    public double perSecond(Duration measured, int lanes) throws IOException {
        return Double.parseDouble(driver.ask("rate " + measured.toMillis() + " " + Answers.encoded(Trivial.SOURCE)));
    }

    @Override
    public void close() {
        driver.close();
    }
}
