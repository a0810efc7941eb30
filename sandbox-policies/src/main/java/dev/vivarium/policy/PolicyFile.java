package dev.vivarium.policy;

import java.nio.file.Path;
import java.util.Map;

/** Policies as files in YAML; {@code docs/policies.md} has the format. */
public final class PolicyFile {

    private PolicyFile() {}

    /**
     * The policies of {@code file} by their names, in its order.
     *
     * @throws PolicyFileException if it can't be read or breaks a rule
     */
    public static Map<String, Policy> read(Path file) {
        Place place = new Place(file.toString());
        return new PolicyReader(place).policies(YamlDocument.of(PolicyText.of(file, place), place));
    }

    /** All that {@code policy} grants, as a file has it below its top key {@code policies}. */
    public static String write(Policy policy) {
        return PolicyWriter.text(policy);
    }
}
