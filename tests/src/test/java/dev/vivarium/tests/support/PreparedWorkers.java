package dev.vivarium.tests.support;

import dev.vivarium.Vivarium;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Makes, before the first test of this module, what lets the workers of all tests start in half the time. */
public final class PreparedWorkers implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Vivarium.builder().prepare();
    }
}
