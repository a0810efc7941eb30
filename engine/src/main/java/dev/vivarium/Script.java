package dev.vivarium;

import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.value.Values;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Python source with all that a run needs. Immutable; make one with {@link #of} and change copies:
 *
 * {@snippet :
 * Script.of("_return(testvar + 5)").with("testvar", 3).ownedBy("anna").within(Duration.ofSeconds(2));
 * }
 */
public final class Script {

    /** What scripts are called that have no name of their own; shown as the file in tracebacks. */
    public static final String DEFAULT_NAME = "<script>";

    /** Who owns scripts whose host names no owner. */
    public static final String DEFAULT_OWNER = "host";

    private static final int LONGEST_NAME = 200;
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private final String source;
    private final String name;
    private final Map<String, @Nullable Object> variables;
    private final Map<String, Object> capabilities;
    private final String owner;
    private final Policy policy;

    private Script(
            String source,
            String name,
            Map<String, @Nullable Object> variables,
            Map<String, Object> capabilities,
            String owner,
            Policy policy) {
        this.source = Objects.requireNonNull(source, "source");
        this.name = requireLine("the name of a script", name);
        this.variables = variables;
        this.capabilities = capabilities;
        this.owner = requireLine("the owner of a script", owner);
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /** A script of {@code source} with no variables, owned by the host, under {@link Presets#PLAYER}. */
    public static Script of(String source) {
        return new Script(source, DEFAULT_NAME, Map.of(), Map.of(), DEFAULT_OWNER, Presets.PLAYER);
    }

    /** A copy with the name that tracebacks and tables show. At most 200 characters, no control characters. */
    public Script named(String changed) {
        return new Script(source, changed, variables, capabilities, owner, policy);
    }

    /**
     * A copy with one more variable. The value is copied now.
     *
     * @param variable a Python identifier that is no keyword, not {@code _return} and begins with no double underscore
     * @param value see {@link Values} for what can cross
     * @throws IllegalArgumentException if name or value can't cross; the message says why
     */
    public Script with(String variable, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(variables);
        more.put(requireVariable(variable), Values.copy("variable '" + variable + "'", value, Limits.DEEPEST_VALUE));
        return new Script(source, name, Collections.unmodifiableMap(more), capabilities, owner, policy);
    }

    /** A copy with all of {@code more} as variables; see {@link #with(String, Object)}. */
    public Script withAll(Map<String, ? extends @Nullable Object> more) {
        Script script = this;
        for (Map.Entry<String, ? extends @Nullable Object> entry : more.entrySet()) {
            script = script.with(entry.getKey(), entry.getValue());
        }
        return script;
    }

    /**
     * A copy with one more capability: a host object that the script finds as a global and of which it sees exactly the
     * public members marked with {@link org.graalvm.polyglot.HostAccess.Export}. The object itself stays with the host.
     *
     * @param variable as for {@link #with(String, Object)}
     */
    public Script granting(String variable, Object capability) {
        Map<String, Object> more = new LinkedHashMap<>(capabilities);
        more.put(requireVariable(variable), Objects.requireNonNull(capability, "capability"));
        return new Script(source, name, variables, Collections.unmodifiableMap(more), owner, policy);
    }

    /** A copy that belongs to {@code changed}: no two owners ever share a Python context. */
    public Script ownedBy(String changed) {
        return new Script(source, name, variables, capabilities, changed, policy);
    }

    /** A copy that runs under {@code changed}. */
    public Script under(Policy changed) {
        return new Script(source, name, variables, capabilities, owner, changed);
    }

    /** A copy with a timeout of its own in place of the policy's. Must be positive. */
    public Script within(Duration timeout) {
        return under(policy.toBuilder().limit(Limits.TIMEOUT, timeout).build());
    }

    private static String requireLine(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " must be one line of 1 to " + LONGEST_NAME + " printable characters");
        }
        return text;
    }

    private static String requireVariable(String variable) {
        if (!IDENTIFIER.matcher(variable).matches() || KEYWORDS.contains(variable)) {
            throw new IllegalArgumentException("variable '" + variable + "' is no Python identifier");
        }
        if (variable.equals("_return") || variable.startsWith("__")) {
            throw new IllegalArgumentException(
                    "variable '" + variable + "': the names _return and __… belong to the runtime");
        }
        return variable;
    }

    /** The Python source text. */
    public String source() {
        return source;
    }

    /** What tracebacks and tables call it. */
    public String name() {
        return name;
    }

    /** The variables that the script finds as globals; immutable. */
    public Map<String, @Nullable Object> variables() {
        return variables;
    }

    /** The host objects that the script may use, by the globals under which it finds them; immutable. */
    public Map<String, Object> capabilities() {
        return capabilities;
    }

    /** Whose script it is. */
    public String owner() {
        return owner;
    }

    /** What it may do and use. */
    public Policy policy() {
        return policy;
    }

    @Override
    public String toString() {
        return "Script[" + name + ", owner " + owner + ", policy " + policy.name() + "]";
    }
}
