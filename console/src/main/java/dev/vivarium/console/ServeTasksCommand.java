package dev.vivarium.console;

import dev.vivarium.Vivarium;
import dev.vivarium.policy.Policy;
import dev.vivarium.remote.server.PrivateFile;
import dev.vivarium.remote.server.Role;
import dev.vivarium.remote.server.TaskServer;
import dev.vivarium.remote.server.TaskServerException;
import dev.vivarium.remote.server.TaskServerSettings;
import dev.vivarium.remote.server.TokensFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code vivarium serve-tasks}: opens the task API to other processes, until it is told to stop. */
@Command(
        name = "serve-tasks",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = {
            "Runs scripts for other processes, over HTTP; 'GET /openapi.yaml' describes all of it.",
            "Each client has a token, which names it and bounds what its scripts may do. It sees its own tasks only,"
                    + " unless its role is admin. Ends with Ctrl-C or SIGTERM.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vivarium serve-tasks make-token anna --tokens tokens.yaml",
            "  vivarium serve-tasks --tokens tokens.yaml",
            "  vivarium serve-tasks --tokens tokens.yaml --bind 0.0.0.0 \\",
            "      --tls-keystore server.p12 --tls-password-file password.txt",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "2:the command line, the tokens or the keystore can't be used, or the port is taken",
            "130, 143:ended by Ctrl-C, by SIGTERM",
        })
final class ServeTasksCommand implements Callable<Integer> {

    /** The port that plac's task server has. */
    private static final String PORT = "2199";

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The clients: a file that only you may read, see docs/remote.md.")
    private @Nullable String tokens;

    @Option(
            names = "--policy-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A file of policies that tokens and clients may name besides the presets.")
    private @Nullable String policyFile;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = PORT,
            description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on: this machine's own only, unless there is a keystore."
                    + " Default: ${DEFAULT-VALUE}.")
    private String bind = "127.0.0.1";

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "The server's key and certificate, in PKCS#12: speak TLS.")
    private @Nullable String keystore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "A file that only you may read, whose first line opens the keystore.")
    private @Nullable String passwordFile;

    private final Console console;
    private final Supplier<StopSignal> signals;

    ServeTasksCommand(Console console, Supplier<StopSignal> signals) {
        this.console = console;
        this.signals = signals;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            serve(settings());
            return ExitStatus.RETURNED;
        } catch (TaskServerException problem) {
            throw new UsageProblem(String.valueOf(problem.getMessage()));
        }
    }

    private void serve(TaskServerSettings settings) throws InterruptedException {
        try (StopSignal signal = signals.get();
                Vivarium vivarium =
                        console.engine().open(Vivarium.builder().policies(Policies.with(policyFile)::find));
                TaskServer server = TaskServer.open(vivarium, settings)) {
            console.out().line("listening on " + server.address());
            signal.await();
        }
    }

    private TaskServerSettings settings() {
        Ports.check("--port", port);
        Map<String, Policy> policies = policies();
        TaskServerSettings settings = TaskServerSettings.of(TokensFile.read(tokensFile(), policies))
                .with(policies)
                .at(bind, port);
        if (keystore == null || passwordFile == null) {
            if (keystore != null || passwordFile != null) {
                throw new UsageProblem("--tls-keystore and --tls-password-file go together");
            }
            return settings;
        }
        String password =
                PrivateFile.read(path(passwordFile)).lines().findFirst().orElse("");
        return settings.with(new TaskServerSettings.Tls(path(keystore), password));
    }

    @Command(
            name = "make-token",
            mixinStandardHelpOptions = true,
            versionProvider = Versions.class,
            description = {
                "Adds a client to the file of --tokens, which is made if there is none, and prints its token.",
                "The file has only a hash of it: this is the one moment in which it can be seen. A server that runs"
                        + " takes it when it is started anew.",
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  vivarium serve-tasks make-token anna --tokens tokens.yaml",
                "  vivarium serve-tasks make-token ops --role admin --policy builder --tokens tokens.yaml",
            })
    int makeToken(
            @Parameters(paramLabel = "NAME", description = "Who will use it: the owner of its tasks.") String name,
            @Option(
                            names = "--policy",
                            paramLabel = "NAME",
                            defaultValue = "player",
                            description = "The ceiling: no script of its may do more. Default: ${DEFAULT-VALUE}.")
                    String policy,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "owner",
                            description = "owner: sees its own tasks; admin: those of all. Default: ${DEFAULT-VALUE}.")
                    String role) {
        Role chosen = switch (role) {
            case "owner" -> Role.OWNER;
            case "admin" -> Role.ADMIN;
            default -> throw new UsageProblem("--role must be owner or admin, not '" + role + "'");
        };
        try {
            console.out().line(TokensFile.add(tokensFile(), policies(), name, policy, chosen));
            return ExitStatus.RETURNED;
        } catch (TaskServerException problem) {
            throw new UsageProblem(String.valueOf(problem.getMessage()));
        }
    }

    private Path tokensFile() {
        if (tokens == null) {
            throw new UsageProblem("which clients? Give --tokens FILE; 'vivarium serve-tasks make-token NAME"
                    + " --tokens FILE' makes one");
        }
        return path(tokens);
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException odd) {
            throw new UsageProblem(String.valueOf(odd.getMessage()));
        }
    }

    private Map<String, Policy> policies() {
        Map<String, Policy> byName = new LinkedHashMap<>();
        Policies.with(policyFile).all().forEach(policy -> byName.put(policy.name(), Policies.runnable(policy)));
        return byName;
    }
}
