package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vivarium.game.support.Client;
import dev.vivarium.tests.support.Waiting;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a served game: in a real browser, by {@code tests/browser/page.mjs}, and by hand. */
@Timeout(400)
class PageTest {

    private static final Path BROWSER_TESTS = Path.of("browser");
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    private Path data;

    private static Optional<String> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @Test
    void aPersonSignsInRunsAScriptKillsARunawayAndSeesItsWorkerReplaced() throws IOException, InterruptedException {
        Optional<String> browser = program("chromium", "chromium-browser", "google-chrome");
        Optional<String> node = program("node");
        assumeTrue(browser.isPresent(), "no browser is installed (Debian's package chromium)");
        assumeTrue(node.isPresent(), "node is not installed (Debian's package nodejs)");
        assumeTrue(
                Files.isDirectory(BROWSER_TESTS.resolve("node_modules/playwright-core")),
                "playwright-core is not there (npm ci --prefix tests/browser)");
        Files.createDirectories(PICTURES);
        try (Server server = Server.start(data, "--approve-scripts")) {
            Client anna = new Client(server.port());
            anna.ask("create Anna \"long enough\"", "Hello, Anna.");
            anna.ask("@script attach me say = here.msg('Anna hears ' + text)", "when an admin has approved it.");
            anna.ask("@script attach me tick = here.msg('tick!')", "when an admin has approved it.");
            Process driver = new ProcessBuilder(
                            node.orElseThrow(),
                            BROWSER_TESTS.resolve("page.mjs").toString(),
                            server.page(),
                            PICTURES.toString(),
                            browser.orElseThrow())
                    .redirectErrorStream(true)
                    .start();
            try {
                String said = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(driver.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(driver.exitValue()).as(said).isZero();
                anna.await("script #1 on Anna (say) is approved.");
                anna.await("script #2 on Anna (tick) is rejected: too loud");
            } finally {
                driver.descendants().forEach(ProcessHandle::destroyForcibly);
                driver.destroyForcibly();
            }
        }
    }

    @Test
    void measuresAreThereInPrometheusFormat() throws IOException, InterruptedException {
        try (Server server = Server.start(data);
                HttpClient client = HttpClient.newHttpClient()) {
            server.connect("admin", server.password().orElseThrow()).ask("@py 1+2", ">>> 1+2\n3\n");
            URI metrics = URI.create(server.page().replaceFirst("#.*", "") + "metrics");
            // What the script prints may be seen before its end is counted.
            Waiting.until(
                    "the run is counted",
                    () -> text(client, metrics).contains("vivarium_tasks_seconds_count{outcome=\"returned\"} 1"));
            assertThat(text(client, metrics))
                    .contains("vivarium_workers_ready{kind=\"quick\"} ")
                    .contains("vivarium_game_tick_lateness_seconds");
        }
    }

    private static String text(HttpClient client, URI address) {
        return client.sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .orTimeout(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
