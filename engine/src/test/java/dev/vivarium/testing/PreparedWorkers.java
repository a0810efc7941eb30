package dev.vivarium.testing;

import dev.vivarium.Vivarium;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes, before the first test of a module that lists it as a service, what lets the workers of all tests start in half the
 * time. Modules share it: it takes the first one some half a minute.
 */
public final class PreparedWorkers implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Vivarium.builder().prepare();
    }
}
