package dev.vivarium.engine;

import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder.Settings;
import dev.vivarium.VivariumProvider;

/** Makes the engine that the API's builder asks for. */
public final class EngineProvider implements VivariumProvider {

    @Override
    public Vivarium open(Settings settings) {
        return LocalVivarium.open(settings);
    }
}
