package dev.vivarium.remote.server;

import dev.vivarium.Script;
import dev.vivarium.policy.LimitKey;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.remote.JsonFields;
import dev.vivarium.remote.WireValues;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to run.
 *
 * @param ref what the client calls it in its stream; null if it has no name for it
 */
record Submission(Script script, @Nullable String ref) {

    static final String[] MEMBERS = {"source", "name", "variables", "policy", "limits", "capabilities", "ref"};

    private static final int LONGEST_REF = 100;

    /** Tuples as keys can be made to look alike to a hash table: no honest script needs many. */
    private static final int MOST_COMPOUND_KEYS = 10_000;

    /** Reads {@code body}; refuses what is above the client's ceiling. */
    static Submission of(@Nullable Object body, RemoteClient client, Map<String, Policy> policies) {
        JsonFields fields = JsonFields.of("the body", body).only(MEMBERS);
        if (!fields.array("capabilities").isEmpty()) {
            throw new Refused(403, "capabilities can't be granted from elsewhere: " + fields.array("capabilities"));
        }
        Optional<String> ref = fields.optionalText("ref");
        if (ref.isPresent() && ref.get().length() > LONGEST_REF) {
            throw new Refused(400, "the body: 'ref' may have " + LONGEST_REF + " characters");
        }
        try {
            return new Submission(script(fields, client, policies), ref.orElse(null));
        } catch (IllegalArgumentException odd) {
            throw new Refused(400, String.valueOf(odd.getMessage()));
        }
    }

    private static Script script(JsonFields fields, RemoteClient client, Map<String, Policy> policies) {
        Script script = Script.of(fields.text("source"))
                .named(fields.optionalText("name").orElse(Script.DEFAULT_NAME))
                .ownedBy(client.name())
                .under(policy(fields, client, policies));
        Optional<JsonFields> variables = fields.optionalObject("variables");
        if (variables.isPresent()) {
            for (Map.Entry<?, ?> one : variables.get().all().entrySet()) {
                String name = String.valueOf(one.getKey());
                script = script.with(
                        name, WireValues.fromTree("variable '" + name + "'", one.getValue(), MOST_COMPOUND_KEYS));
            }
        }
        return script;
    }

    private static Policy policy(JsonFields fields, RemoteClient client, Map<String, Policy> policies) {
        Policy ceiling = client.ceiling();
        String name = fields.optionalText("policy").orElse(ceiling.name());
        Policy named = name.equals(ceiling.name()) ? ceiling : policies.get(name);
        if (named == null) {
            throw new Refused(400, "no policy is called '" + name + "'; GET /v1/policies tells which there are");
        }
        Policy wish = fields.optionalObject("limits")
                .map(limits -> limited(named, limits))
                .orElse(named);
        wish.whyWiderThan(ceiling).ifPresent(why -> {
            throw new Refused(403, "this is above your ceiling, policy '" + ceiling.name() + "': " + why);
        });
        return wish;
    }

    private static Policy limited(Policy policy, JsonFields wishes) {
        Policy.Builder builder = policy.toBuilder();
        for (Object name : wishes.all().keySet()) {
            LimitKey<?> key = Limits.KEYS.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Refused(400, "the body, limits: unknown limit '" + name + "'"));
            set(builder, key, wishes.text(key.name()));
        }
        return builder.build();
    }

    private static <T extends Comparable<? super T>> void set(Policy.Builder builder, LimitKey<T> key, String amount) {
        try {
            builder.limit(key, key.parse(amount));
        } catch (IllegalArgumentException odd) {
            throw new Refused(400, "the body, limit '" + key.name() + "': " + odd.getMessage());
        }
    }
}
