package dev.vivarium.engine.delay;

import dev.vivarium.DurableCapability;
import dev.vivarium.Script;
import dev.vivarium.StorageSettings;
import dev.vivarium.engine.link.PlainBytes;
import dev.vivarium.engine.link.ProtocolException;
import dev.vivarium.engine.link.UnsendableException;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.spi.StoredRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A script as it is stored: with its policy's name, which the host gives a policy for when it runs, and the names of its
 * capabilities. Immutable.
 */
final class ScriptRecord {

    /** The first item of each; another form of the record will have another. */
    private static final long FORM = 1;

    private static final int LONGEST_NAME = 1_000;

    /** How many items each has. */
    private static final int PARTS = 8;

    /** In bytes: less than one value may have, so that what is written can be read. */
    private static final int LARGEST = 30 * 1024 * 1024;

    private final StorageSettings settings;

    ScriptRecord(StorageSettings settings) {
        this.settings = settings;
    }

    /**
     * The bytes of {@code script}.
     *
     * @throws IllegalArgumentException if something of it can't be stored; the message may be shown to its author
     */
    byte[] write(Script script) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(FORM);
        parts.add(script.source());
        parts.add(script.name());
        parts.add(script.owner());
        parts.add(variables(script));
        parts.add(names(script));
        parts.add(policyName(script));
        parts.add(script.policy()
                .limits()
                .of(Limits.TIMEOUT)
                .most()
                .map(Duration::toMillis)
                .orElse(null));
        byte[] bytes = bytes("the script", parts);
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException(
                    "the script with its variables has " + bytes.length + " bytes; " + LARGEST + " can be stored");
        }
        return bytes;
    }

    /** Each by itself: so none nests deeper here than it does on its way to a script. */
    private static Map<String, Object> variables(Script script) {
        Map<String, Object> written = new LinkedHashMap<>();
        script.variables().forEach((name, value) -> written.put(name, bytes("variable '" + name + "'", value)));
        return written;
    }

    private static byte[] bytes(String what, @Nullable Object value) {
        try {
            return PlainBytes.of(value);
        } catch (UnsendableException unfit) {
            throw new IllegalArgumentException(what + " can't be stored: " + unfit.getMessage(), unfit);
        }
    }

    private static Map<String, Object> names(Script script) {
        Map<String, Object> names = new LinkedHashMap<>();
        script.capabilities().forEach((variable, object) -> names.put(variable, name(variable, object)));
        return names;
    }

    private static String name(String variable, Object object) {
        if (!(object instanceof DurableCapability durable)) {
            throw new IllegalArgumentException("capability '" + variable
                    + "' can't be stored: its host could not find it again by a name (it is no durable capability)");
        }
        String name = durable.durableName();
        if (name == null || name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("capability '" + variable
                    + "' can't be stored: its durable name has not from 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    /** A policy that was changed and kept its name would be another one when the script runs. */
    private String policyName(Script script) {
        Policy policy = script.policy();
        Optional<Policy> named = settings.policies().apply(policy.name());
        if (named.map(known -> timed(known, policy.limits().of(Limits.TIMEOUT)))
                .filter(policy::equals)
                .isEmpty()) {
            throw new IllegalArgumentException("policy '" + policy.name()
                    + "' can't be stored: its host knows no such policy by that name (setting policies)");
        }
        return policy.name();
    }

    private static Policy timed(Policy policy, Limit<Duration> timeout) {
        return policy.toBuilder().limit(Limits.TIMEOUT, timeout).build();
    }

    /**
     * The script of {@code row}, as it may run now.
     *
     * @throws GoneException if it can never run
     * @throws IllegalStateException if it can't run now
     */
    Script read(StoredRow row) throws GoneException {
        byte[] bytes = row.script();
        try {
            List<?> parts = (List<?>) PlainBytes.read(bytes);
            if (parts == null || parts.isEmpty()) {
                throw new GoneException("nothing was stored");
            }
            if (!Long.valueOf(FORM).equals(parts.getFirst())) {
                throw new IllegalStateException("it was stored by a newer version");
            }
            if (parts.size() != PARTS || !row.owner().equals(parts.get(3))) {
                throw new GoneException("what was stored is not whole, or another owner's");
            }
            Script script = Script.of((String) parts.get(1))
                    .named((String) parts.get(2))
                    .ownedBy((String) parts.get(3))
                    .under(policy((String) parts.get(6), (Long) parts.get(7)));
            for (Map.Entry<?, ?> variable : ((Map<?, ?>) parts.get(4)).entrySet()) {
                script = script.with((String) variable.getKey(), PlainBytes.read((byte[]) variable.getValue()));
            }
            for (Map.Entry<?, ?> name : ((Map<?, ?>) parts.get(5)).entrySet()) {
                script = script.granting((String) name.getKey(), object(script.owner(), (String) name.getValue()));
            }
            return script;
        } catch (ProtocolException | ClassCastException | NullPointerException | IllegalArgumentException unreadable) {
            throw new GoneException("what was stored can't be read: " + unreadable.getMessage());
        }
    }

    /** The policy that has that name now, and no more time than the stored one. */
    private Policy policy(String name, @Nullable Long timeoutMillis) {
        Policy policy = settings.policies()
                .apply(name)
                .orElseThrow(() -> new IllegalStateException(
                        "there is no policy '" + name + "' any more (setting policies of the builder)"));
        return timeoutMillis == null
                ? policy
                : timed(policy, policy.limits().of(Limits.TIMEOUT).tighter(Limit.of(Duration.ofMillis(timeoutMillis))));
    }

    private Object object(String owner, String name) throws GoneException {
        Optional<Object> found;
        try {
            found = settings.resolver().resolve(owner, name);
        } catch (RuntimeException broken) {
            throw new IllegalStateException("the resolver for '" + name + "' threw (setting durable)", broken);
        }
        return found.orElseThrow(() -> new GoneException("its capability '" + name + "' is gone"));
    }

    /** It can never run again. */
    static final class GoneException extends Exception {

        private static final long serialVersionUID = 1;

        GoneException(String message) {
            super(message);
        }
    }
}
