package dev.vivarium.tests.faults;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import java.io.IOException;

/** A program that has workers which run and sleep, says so, and then waits to be killed. */
final class DoomedHost {

    static final String READY = "ready";

    private DoomedHost() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        Vivarium vivarium = Vivarium.builder().workers(2).spares(1).open();
        var sleeper = vivarium.run(Script.of("import time\ntime.sleep(500)").under(Presets.ADMIN));
        var runner = vivarium.run(Script.of("while True: pass").under(Presets.ADMIN));
        Waiting.until(
                "all is going on",
                () -> sleeper.state().label().equals("PARKED")
                        && runner.state().label().equals("RUNNING")
                        && vivarium.stats().workersReady() == 3);
        System.out.println(READY);
        System.in.read();
        vivarium.close();
    }
}
