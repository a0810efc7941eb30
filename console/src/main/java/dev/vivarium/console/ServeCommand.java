package dev.vivarium.console;

import dev.vivarium.TimeSource;
import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder;
import dev.vivarium.game.Game;
import dev.vivarium.game.GameSettings;
import dev.vivarium.game.telnet.TelnetSettings;
import dev.vivarium.game.ticket.TicketCommand;
import dev.vivarium.web.WebServer;
import dev.vivarium.web.WebSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vivarium serve}: the game, until a signal ends it. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = {
            "Runs a small multi-user game over telnet, in which admins type Python and players write scripts, and a page"
                    + " that shows tasks, workers and more.",
            "%nThe first start makes the account 'admin' and prints its password, once. Ctrl-C or SIGTERM ends the game"
                    + " and stores its world.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vivarium serve",
            "  vivarium serve --data /srv/game --telnet-port 4100 --approve-scripts",
            "  telnet localhost 4000",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "2:the command line makes no sense",
            "74:the data can't be had, or the port",
            "130:ended by Ctrl-C",
            "143:ended by SIGTERM",
        })
final class ServeCommand implements Callable<Integer> {

    private static final int SHORTEST_PASSWORD = 8;

    /** It takes four seconds; on a machine that is busy with other things it may take ten times as long. */
    private static final Duration FIRST_WORKER_WITHIN = Duration.ofMinutes(1);

    /** The folder of persistent delays, in the game's own. */
    private static final String DELAYS = "delays";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "vivarium-data",
            description =
                    "Where everything is kept, persistent delays, too; made if it is not there. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("vivarium-data");

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; 0.0.0.0 for all. Telnet sends passwords in clear. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--telnet-port",
            paramLabel = "PORT",
            defaultValue = "4000",
            description = "The port for telnet; 0 for any. Default: ${DEFAULT-VALUE}.")
    private int port = 4000;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "4001",
            description = "The port of the page, in plain HTTP, on the same address; 0 for any. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int webPort = 4001;

    @Option(names = "--no-web", description = "Shows no page.")
    private boolean noWeb;

    @Option(
            names = "--admin-password-file",
            paramLabel = "FILE",
            description = "The first line of this file becomes the password of the account admin, at each start.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--approve-scripts",
            description = "Scripts of players and builders run only when an admin has approved them.")
    private boolean approveScripts;

    @Option(
            names = "--workers",
            paramLabel = "NUMBER",
            description = "How many worker processes run scripts. Default: half the processors, from 1 to 4.")
    private @Nullable Integer workers;

    private final Console console;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Ports.check("--telnet-port", port);
        Ports.check("--web-port", webPort);
        Game game;
        try {
            game = Game.open(settings());
        } catch (IOException refused) {
            console.tell(String.valueOf(refused.getMessage()));
            return ExitStatus.UNWRITABLE;
        }
        ServedGame served = new ServedGame(game);
        Optional<WebServer> page;
        try {
            page = noWeb ? Optional.empty() : Optional.of(openPage(game, served));
        } catch (IOException refused) {
            console.tell(String.valueOf(refused.getMessage()));
            close(game);
            return ExitStatus.UNWRITABLE;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            page.ifPresent(WebServer::close);
                            served.close();
                            close(game);
                        },
                        "vivarium-serve-end"));
        game.newPassword()
                .ifPresent(password ->
                        console.out().line("made the account admin; its password, shown only now: " + password));
        console.out().line("listening for telnet on " + host + " " + game.port());
        page.ifPresent(one -> console.out().line(line(game, one)));
        tellWhenReady(game);
        // Until a signal ends the JVM, whose hook closes the game.
        new CountDownLatch(1).await();
        return 0;
    }

    /** Who types a script before has to wait for as long as this does. */
    private void tellWhenReady(Game game) throws InterruptedException {
        try {
            game.vivarium().awaitReady(FIRST_WORKER_WITHIN);
            console.out().line("ready: the first worker is up, scripts run at once");
        } catch (TimeoutException late) {
            console.tell("no worker is up yet; scripts wait for one: " + late.getMessage());
        }
    }

    private WebServer openPage(Game game, ServedGame served) throws IOException {
        WebSettings settings = WebSettings.of(webPort, TimeSource.system()).at(host);
        WebServer page = WebServer.open(game.vivarium(), served, settings);
        game.page(page.address());
        return page;
    }

    /** Where the page is; a first start signs its newcomer in. */
    private static String line(Game game, WebServer page) {
        return game.newPassword().isPresent()
                ? "the page, signed in as admin: " + TicketCommand.link(page.address(), game.ticket(Game.ADMIN))
                : "the page: " + page.address() + " (type @web in the game for a token)";
    }

    private GameSettings settings() {
        // Beside the game's database, not in it: each has its own writer, and its own lock.
        VivariumBuilder engine = Vivarium.builder().data(data.resolve(DELAYS));
        if (workers != null) {
            try {
                engine.workers(workers);
            } catch (IllegalArgumentException wrong) {
                throw new UsageProblem("--" + wrong.getMessage());
            }
        }
        return GameSettings.of(data, engine)
                .telnet(TelnetSettings.standard().at(host, port))
                .adminPassword(Optional.ofNullable(passwordFile).map(ServeCommand::password))
                .approveScripts(approveScripts);
    }

    private static String password(Path file) {
        try {
            String password = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            if (password.length() < SHORTEST_PASSWORD) {
                throw new UsageProblem("--admin-password-file: the first line of " + file + " has fewer than "
                        + SHORTEST_PASSWORD + " characters");
            }
            return password;
        } catch (IOException unreadable) {
            throw new UsageProblem("--admin-password-file: can't read " + file);
        }
    }

    private void close(Game game) {
        try {
            game.close();
            console.tell("the game has ended, and its world is stored");
        } catch (IOException | RuntimeException failed) {
            console.tell("the game did not end as it should: " + failed);
        }
    }
}
