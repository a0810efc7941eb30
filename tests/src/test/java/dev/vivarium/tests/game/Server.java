package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.game.support.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The game in a process of its own, as {@code vivarium serve} starts it. */
final class Server implements AutoCloseable {

    private static final String LISTENING = "listening for telnet on 127.0.0.1 ";
    private static final String PASSWORD = "made the account admin; its password, shown only now: ";

    private final Process process;
    private final BufferedReader words;
    private final int port;
    private final String page;
    private final Optional<String> password;

    private Server(Process process, BufferedReader words, int port, String page, Optional<String> password) {
        this.process = process;
        this.words = words;
        this.port = port;
        this.page = page;
        this.password = password;
    }

    static Server start(Path data, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dvivarium.cache=" + System.getProperty("vivarium.cache", "off"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vivarium.console.Main",
                "serve",
                "--data",
                data.toString(),
                "--telnet-port",
                "0",
                "--web-port",
                "0",
                "--workers",
                "1"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader words = process.inputReader();
        Optional<String> password = Optional.empty();
        String line = words.readLine();
        if (line != null && line.startsWith(PASSWORD)) {
            password = Optional.of(line.substring(PASSWORD.length()));
            line = words.readLine();
        }
        assertThat(line).startsWith(LISTENING);
        String page = String.valueOf(words.readLine());
        assertThat(page).startsWith("the page");
        return new Server(
                process,
                words,
                Integer.parseInt(line.substring(LISTENING.length())),
                page.replaceFirst("^.*?(http://\\S+).*$", "$1"),
                password);
    }

    int port() {
        return port;
    }

    /** What it says next; waits for it. */
    String nextLine() throws IOException {
        return String.valueOf(words.readLine());
    }

    /** The page's address; at a first start with a token. */
    String page() {
        return page;
    }

    /** What it said that the admin's password is, if it did. */
    Optional<String> password() {
        return password;
    }

    Client connect(String name, String withPassword) throws IOException {
        Client client = new Client(port);
        client.ask("connect " + name + " \"" + withPassword + "\"", "Hello, " + name + ".");
        return client;
    }

    /** SIGTERM; gives the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
