package dev.vivarium.engine;

import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder.Settings;
import dev.vivarium.VivariumProvider;
import dev.vivarium.engine.pool.ProcessLauncher;
import dev.vivarium.engine.pool.WorkerCommand;

/** Makes the engine that the API's builder asks for. */
public final class EngineProvider implements VivariumProvider {

    @Override
    public Vivarium open(Settings settings) {
        return LocalVivarium.open(settings);
    }

    @Override
    public boolean prepare(Settings settings) {
        return ProcessLauncher.prepare(WorkerCommand.confined(settings.workerHeapMegabytes()));
    }
}
