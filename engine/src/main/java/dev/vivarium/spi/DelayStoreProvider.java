package dev.vivarium.spi;

import dev.vivarium.Storage;
import dev.vivarium.TimeSource;

/** How the engine finds the module that stores delays without depending on it. */
public interface DelayStoreProvider {

    /**
     * Opens a store in which nothing falls due before {@link DelayStore#start}.
     *
     * @throws DelayStoreException if that fails; the message says what, and names the setting
     */
    DelayStore open(Storage where, TimeSource time);
}
