package dev.vivarium.policy.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the main classes of these tests in JVMs of their own, which may then confine themselves. */
final class ChildJvm {
    /** Far more than any child takes; a child that hangs must not hang the build. */
    private static final long SECONDS = 60;

    /**
     * What a child left.
     *
     * @param status its exit status
     * @param output standard output and standard error together
     */
    record Result(int status, String output) {
        /** What the child reported about one attempt, as {@code name=outcome} on a line of its own. */
        String outcome(String name) {
            return output.lines()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no outcome of " + name + " in:\n" + output));
        }
    }

    private ChildJvm() {}

    /** The command line for a main class, with the flags that a worker has. */
    static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static Result run(Class<?> main, String... arguments) {
        return run(command(main, arguments));
    }

    static Result run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            // Reading ends when the child does: a watchdog ends it should it hang.
            process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new AssertionError("can't start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
