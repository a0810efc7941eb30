package dev.vivarium.remote.server;

import dev.vivarium.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads which clients may use a task server; {@code docs/remote.md} has the format. */
public final class TokensFile {

    private static final Pattern HASH = Pattern.compile("sha256:([0-9a-f]{64})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");
    private final Path file;
    private final Map<String, Policy> policies;
    private final Set<String> hashes = new HashSet<>();

    private TokensFile(Path file, Map<String, Policy> policies) {
        this.file = file;
        this.policies = policies;
    }

    /**
     * The clients of {@code file}, in its order.
     *
     * @param policies those that it may name
     * @throws TaskServerException if others may read it, it can't be read, or a line of it breaks a rule
     */
    public static List<RemoteClient> read(Path file, Map<String, Policy> policies) {
        return new TokensFile(file, policies).clients(PrivateFile.read(file));
    }

    /**
     * Adds a client to {@code file}, which is made if there is none.
     *
     * @param policies those that the file may name
     * @param policy the client's ceiling
     * @return its new token, which is kept nowhere
     * @throws TaskServerException if the file can't be read or written, or would break a rule with this client
     */
    public static String add(Path file, Map<String, Policy> policies, String name, String policy, Role role) {
        String token = Tokens.make();
        String before = Files.exists(file) ? PrivateFile.read(file) : "clients:\n";
        String after = before
                + (before.endsWith("\n") ? "" : "\n")
                + "  " + name + ":\n"
                + "    token: sha256:" + Tokens.hash(token) + "\n"
                + "    policy: " + policy + "\n"
                + "    role: " + role.name().toLowerCase(Locale.ROOT) + "\n";
        // A name may be anything until it has been read as the server will read it.
        boolean added = new TokensFile(file, policies)
                .clients(after).stream().anyMatch(one -> one.name().equals(name));
        if (!added) {
            throw new TaskServerException(file + ": client '" + name + "' can't be added at its end");
        }
        PrivateFile.write(file, after);
        return token;
    }

    private List<RemoteClient> clients(String text) {
        Node document = document(text);
        Map<String, Node> top = entries(document, "the file", Set.of("clients"));
        Node clients = top.get("clients");
        if (clients == null) {
            throw problem(document, "has no key 'clients'");
        }
        List<RemoteClient> found = new ArrayList<>();
        entries(clients, "key 'clients'", Set.of()).forEach((name, node) -> found.add(client(name, node)));
        return found;
    }

    private RemoteClient client(String name, Node node) {
        String what = "client '" + name + "'";
        if (!NAME.matcher(name).matches()) {
            throw problem(node, what + ": a name has 1 to 64 letters, digits, '_', '.', '@' and '-'");
        }
        Map<String, Node> settings = entries(node, what, Set.of("token", "role", "policy"));
        Node token = settings.get("token");
        if (token == null) {
            throw problem(node, what + " has no key 'token'");
        }
        var hash = HASH.matcher(text(token));
        if (!hash.matches()) {
            throw problem(
                    token,
                    what + ", key 'token': must be sha256: and 64 hexadecimal digits, as"
                            + " 'vivarium serve-tasks make-token' prints it");
        }
        if (!hashes.add(hash.group(1))) {
            throw problem(token, what + ", key 'token': is another client's, too");
        }
        return new RemoteClient(name, role(what, settings), ceiling(what, settings), hash.group(1));
    }

    private Role role(String what, Map<String, Node> settings) {
        Node node = settings.get("role");
        return node == null
                ? Role.OWNER
                : switch (text(node)) {
                    case "owner" -> Role.OWNER;
                    case "admin" -> Role.ADMIN;
                    default -> throw problem(node, what + ", key 'role': must be owner or admin");
                };
    }

    private Policy ceiling(String what, Map<String, Node> settings) {
        Node node = settings.get("policy");
        String name = node == null ? "player" : text(node);
        Policy policy = policies.get(name);
        if (policy == null) {
            throw problem(
                    node == null ? settings.values().iterator().next() : node,
                    what + ", key 'policy': no policy is called '" + name + "'; there are "
                            + String.join(", ", policies.keySet()));
        }
        return policy;
    }

    private Node document(String text) {
        // Duplicate keys are refused below, by name.
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setAllowDuplicateKeys(true)
                .setLabel(file.toString())
                .build();
        try {
            return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
                    .getSingleNode()
                    .orElseThrow(() -> problem("is empty"));
        } catch (MarkedYamlEngineException bad) {
            throw problem(
                    bad.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), "is no YAML: " + bad.getProblem());
        } catch (YamlEngineException bad) {
            throw problem("is no YAML that can be used");
        }
    }

    private Map<String, Node> entries(Node node, String what, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw problem(node, what + " must be a mapping: lines of 'key: value'");
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            String key = text(pair.getKeyNode());
            if (!known.isEmpty() && !known.contains(key)) {
                throw problem(
                        pair.getKeyNode(),
                        what + ": unknown key '" + key + "'; there are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
            if (entries.putIfAbsent(key, pair.getValueNode()) != null) {
                throw problem(pair.getKeyNode(), what + ": '" + key + "' is there twice");
            }
        }
        return entries;
    }

    private String text(Node node) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
            throw problem(node, "must be a single word");
        }
        return scalar.getValue();
    }

    private TaskServerException problem(Node at, String rule) {
        return problem(at.getStartMark().map(mark -> mark.getLine() + 1).orElse(1), rule);
    }

    private TaskServerException problem(int line, String rule) {
        return new TaskServerException(file + ":" + line + ": " + rule);
    }

    private TaskServerException problem(String rule) {
        return new TaskServerException(file + ": " + rule);
    }
}
