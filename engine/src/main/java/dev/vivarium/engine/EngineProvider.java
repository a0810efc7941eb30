package dev.vivarium.engine;

import dev.vivarium.TimeSource;
import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder.Settings;
import dev.vivarium.VivariumProvider;
import dev.vivarium.engine.pool.ProcessLauncher;
import dev.vivarium.engine.pool.WorkerCommand;
import dev.vivarium.engine.time.SystemTime;

/** Makes the engine that the API's builder asks for. */
public final class EngineProvider implements VivariumProvider {

    @Override
    public Vivarium open(Settings settings) {
        return LocalVivarium.open(settings);
    }

    @Override
    public TimeSource systemTime() {
        return Hosts.TIME;
    }

    @Override
    public boolean prepare(Settings settings) {
        return ProcessLauncher.prepare(WorkerCommand.confined(settings.workerHeapMegabytes(), true));
    }

    /** Made when it is first asked for, and never closed: its thread is a daemon. */
    private static final class Hosts {
        static final SystemTime TIME = new SystemTime("vivarium-host-timer");
    }
}
