package dev.vivarium.policy;

import dev.vivarium.policy.YamlEntries.Entry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The policies of one file, each made from the one it extends. */
final class PolicyReader {

    private static final String POLICIES = "policies";
    private static final String EXTENDS = "extends";

    /** How many policies may extend one another in a row: each is made by recursion. */
    private static final int LONGEST_ROW = 100;

    private final Place file;
    private final Map<String, Entry> written = new LinkedHashMap<>();
    private final Map<String, Policy> made = new LinkedHashMap<>();

    /** Which are being made, each extending the next. */
    private final Set<String> open = new LinkedHashSet<>();

    PolicyReader(Place file) {
        this.file = file;
    }

    Map<String, Policy> policies(Node document) {
        Map<String, Entry> top = YamlEntries.of(document, file);
        for (Entry entry : top.values()) {
            if (!entry.name().equals(POLICIES)) {
                throw file.key(entry.name()).problem(entry.key(), YamlEntries.unknown(entry.name(), List.of(POLICIES)));
            }
        }
        Entry policies = top.get(POLICIES);
        if (policies == null) {
            throw file.problem(document, "has no key 'policies'");
        }
        written.putAll(YamlEntries.of(policies.value(), file.key(POLICIES)));
        Map<String, Policy> inOrder = new LinkedHashMap<>();
        written.forEach((name, entry) -> inOrder.put(name, policy(entry)));
        return inOrder;
    }

    private Policy policy(Entry entry) {
        Policy known = made.get(entry.name());
        if (known != null) {
            return known;
        }
        Policy policy = make(entry);
        made.put(entry.name(), policy);
        return policy;
    }

    private Policy make(Entry entry) {
        Place place = file.policy(entry.name());
        if (Presets.named(entry.name()).isPresent()) {
            throw place.problem(entry.key(), "is the name of a preset; choose another, and extend the preset");
        }
        Map<String, Entry> settings = YamlEntries.of(entry.value(), place);
        Policy.Builder builder = base(entry, settings.get(EXTENDS), place).name(entry.name());
        for (Entry setting : settings.values()) {
            if (!setting.name().equals(EXTENDS)) {
                Setting.named(setting, place).read(setting.value(), builder, place.key(setting.name()));
            }
        }
        return checked(build(builder, entry, place), entry, place);
    }

    private static Policy build(Policy.Builder builder, Entry entry, Place place) {
        try {
            return builder.build();
        } catch (IllegalArgumentException odd) {
            throw place.problem(entry.key(), String.valueOf(odd.getMessage()));
        }
    }

    private Policy.Builder base(Entry entry, @Nullable Entry wish, Place place) {
        if (wish == null) {
            // Whatever its name: that is judged when the policy is built, where there is a line to tell of.
            return Policy.builder("unnamed");
        }
        Place at = place.key(EXTENDS);
        String base = YamlEntries.text(wish.value(), at);
        Optional<Policy> preset = Presets.named(base);
        if (preset.isPresent()) {
            return preset.get().toBuilder();
        }
        Entry other = written.get(base);
        if (other == null) {
            throw at.problem(wish.value(), "no policy is called '" + base + "'" + hint(base));
        }
        open.add(entry.name());
        if (open.contains(base)) {
            throw at.problem(wish.value(), "goes in a circle: " + String.join(" extends ", open) + " extends " + base);
        }
        if (open.size() > LONGEST_ROW) {
            throw at.problem(wish.value(), "is one of more than " + LONGEST_ROW + " in a row");
        }
        Policy.Builder builder = policy(other).toBuilder();
        open.remove(entry.name());
        return builder;
    }

    private String hint(String base) {
        List<String> known = Stream.concat(Presets.all().stream().map(Policy::name), written.keySet().stream())
                .toList();
        return Nearest.of(base, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() -> "; there are " + String.join(", ", known));
    }

    /** What no script could ever be submitted under. */
    private static Policy checked(Policy policy, Entry entry, Place place) {
        if (!policy.placement().isInHost()) {
            return policy;
        }
        String word = policy.placement().name().toLowerCase(Locale.ROOT);
        if (policy.trust() == Trust.UNTRUSTED) {
            throw place.problem(entry.key(), "placement " + word + " is only for 'trust: trusted'");
        }
        if (policy.limits().of(Limits.MEMORY).most().isPresent()) {
            throw place.problem(entry.key(), "placement " + word + " can't limit memory; write 'memory: unlimited'");
        }
        return policy;
    }
}
