package dev.vivarium.console;

import dev.vivarium.console.attack.AttackSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This program again in a JVM of its own, with a secret in its environment: a process can't give one to itself, and a
 * secret that only pretends to be there proves nothing.
 */
final class SecretiveChild {

    /** Runs {@code words} and returns the status. Both die together. */
    int run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(AttackSuite.ENVIRONMENT, AttackSuite.newSecret());
        Process child = builder.start();
        Thread hook = new Thread(child::destroy, "vivarium-attack-child");
        Runtime.getRuntime().addShutdownHook(hook);
        return child.waitFor();
    }
}
