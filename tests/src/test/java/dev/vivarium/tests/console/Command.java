package dev.vivarium.tests.console;

import dev.vivarium.tests.support.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command {@code vivarium} in a process of its own, with pipes for its streams. */
final class Command implements AutoCloseable {

    private final Process process;
    private final Writer in;
    private final Heard out = new Heard();
    private final Heard err = new Heard();
    private final List<Thread> readers;

    Command(String... words) throws IOException {
        process = new ProcessBuilder(java(words)).start();
        in = process.outputWriter(StandardCharsets.UTF_8);
        readers = List.of(
                collect(process.inputReader(StandardCharsets.UTF_8), out),
                collect(process.errorReader(StandardCharsets.UTF_8), err));
    }

    /** What runs {@code vivarium} with {@code words}: a program and its arguments. */
    static List<String> java(String... words) {
        Stream<String> fixed = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dvivarium.cache=" + System.getProperty("vivarium.cache"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vivarium.console.Main");
        return Stream.concat(fixed, Stream.of(words)).toList();
    }

    private static Thread collect(BufferedReader from, Heard into) {
        return Thread.ofVirtual().start(() -> {
            try (from) {
                for (int next = from.read(); next >= 0; next = from.read()) {
                    into.append((char) next);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    void awaitOut(String text) {
        Waiting.until("standard output has " + text, () -> out.toString().contains(text));
    }

    void awaitErr(String text) {
        Waiting.until("standard error has " + text, () -> err.toString().contains(text));
    }

    void type(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    void endInput() throws IOException {
        in.close();
    }

    void terminate() {
        process.destroy();
    }

    /** The exit status, when both streams have been read. */
    int status() throws InterruptedException {
        if (!process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the command hangs; it has printed: " + out + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** What one stream has given; a thread adds, others look. */
    private static final class Heard {

        private final StringBuilder text = new StringBuilder();

        synchronized void append(char next) {
            text.append(next);
        }

        @Override
        public synchronized String toString() {
            return text.toString();
        }
    }
}
