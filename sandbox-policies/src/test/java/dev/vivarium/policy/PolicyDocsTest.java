package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/policies.md says is what the code does. */
class PolicyDocsTest {

    private static final Path DOCS = Path.of("..", "docs", "policies.md");

    @Test
    void theTableOfThePresetsIsWhatTheCodeSays() throws IOException {
        List<String> table = table();
        assertThat(Files.readString(DOCS))
                .as("docs/policies.md should have this table:%n%s%n", String.join("\n", table))
                .contains("\n" + String.join("\n", table) + "\n");
    }

    @Test
    void theExampleIsAPolicyFile(@TempDir Path folder) throws IOException {
        String text = Files.readString(DOCS);
        int begin = text.indexOf("```yaml\n") + "```yaml\n".length();
        Path example =
                Files.writeString(folder.resolve("example.yaml"), text.substring(begin, text.indexOf("```", begin)));
        assertThat(PolicyFile.read(example)).containsOnlyKeys("npc", "quest", "maintenance");
    }

    private static List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(row("key", "what it is", "written as", presets(Policy::name)));
        lines.add("| --- | --- | --- |" + " --- |".repeat(Presets.all().size()));
        lines.add(row(
                "`trust`",
                "whether its scripts must stay behind every wall",
                "`trusted`, `untrusted`",
                presets(policy -> word(policy.trust()))));
        lines.add(row(
                "`placement`",
                "a confined worker process, a thread of the host, or the steps of the host's own loop",
                "`process`, `thread`, `cooperative`",
                presets(policy -> word(policy.placement()))));
        lines.add(row(
                "`context`",
                "a new Python context for each run, or one kept for its owner's next run",
                "`fresh`, `kept`",
                presets(policy -> word(policy.context()))));
        lines.add(row(
                "`imports`",
                "modules that the script may import by name",
                "list, `all`",
                presets(policy -> names(policy.imports()))));
        lines.add(row(
                "`capabilities`",
                "variables by which host objects may be granted",
                "list, `all`",
                presets(policy -> names(policy.capabilities()))));
        lines.add(row(
                "`errors`",
                "how much of an error its submitter is shown",
                "`none`, `message`, `traceback`",
                presets(policy -> word(policy.errorDetail()))));
        Limits.KEYS.forEach(key -> lines.add(row(
                "`" + key + "`",
                key.meaning(),
                unit(key),
                presets(policy -> PolicyWriter.limit(policy.limits(), key)))));
        return lines;
    }

    private static List<String> presets(Function<Policy, String> cell) {
        return Presets.all().stream().map(cell).toList();
    }

    private static String row(String key, String meaning, String form, List<String> presets) {
        return Stream.concat(Stream.of(key, meaning, form), presets.stream())
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String names(Names names) {
        return switch (names) {
            case Names.All() -> Names.EVERY;
            case Names.Only(var only) -> only.size() + " modules";
        };
    }

    private static String unit(LimitKey<?> key) {
        String unit = key.unit() == Unit.DURATION ? "time" : key.unit() == Unit.SIZE ? "size" : "count";
        return unit + key.highest().map(_ -> ", at most " + highest(key)).orElse("");
    }

    private static <T extends Comparable<? super T>> String highest(LimitKey<T> key) {
        return key.highest().map(key::show).orElseThrow();
    }
}
