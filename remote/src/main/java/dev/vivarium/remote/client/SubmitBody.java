package dev.vivarium.remote.client;

import dev.vivarium.Script;
import dev.vivarium.policy.LimitKey;
import dev.vivarium.policy.Limits;
import dev.vivarium.remote.Json;
import dev.vivarium.remote.WireValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A script as a task server takes it. */
final class SubmitBody {

    private SubmitBody() {}

    /** @param ref what the stream will call it by until it has a number */
    static Map<String, @Nullable Object> of(Script script, String ref) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        script.variables().forEach((name, value) -> variables.put(name, WireValues.toTree(value)));
        Map<String, @Nullable Object> limits = new LinkedHashMap<>();
        Limits.KEYS.forEach(
                key -> limits.put(key.name(), show(key, script.policy().limits())));
        return Json.object(
                "source",
                script.source(),
                "name",
                script.name(),
                "variables",
                variables,
                "policy",
                script.policy().name(),
                "limits",
                limits,
                "ref",
                ref);
    }

    private static <T extends Comparable<? super T>> String show(LimitKey<T> key, Limits limits) {
        return key.show(limits.of(key));
    }
}
