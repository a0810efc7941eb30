package dev.vivarium.console;

import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder;

/** Opens the engine that a command runs its script on; tests open another. */
@FunctionalInterface
interface EngineOpener {

    /** Opens an engine with {@code settings}. */
    Vivarium open(VivariumBuilder settings);

    /**
     * An engine for one script: nothing in it waits for a second one.
     *
     * @param offered the policies that the script may choose from for the scripts that it starts
     */
    default Vivarium openForOneScript(Policies offered) {
        return open(Vivarium.builder()
                .workers(1)
                .spares(0)
                .peakWorkers(0)
                .warmUp(false)
                .policies(offered::find));
    }
}
