package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PolicyFileTest {

    @TempDir
    private Path folder;

    // ---- what is refused --------------------------------------------------------------------------------------

    /** In the settings of policy npc, which stand from line 3 on; a semicolon ends a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "timout: 2s | 3: policy 'npc', key 'timout': unknown; did you mean 'timeout'?",
                "calls: 5;valuedepht: 5 | 4: policy 'npc', key 'valuedepht': unknown; did you mean 'valueDepth'?",
                "Extends: player | 3: policy 'npc', key 'Extends': unknown; did you mean 'extends'?",
                "timeout: 2 | 3: policy 'npc', key 'timeout': '2' is no time: write a number and a unit, like 250ms, 1.5s, 2m or 1h",
                "memory: 64 | 3: policy 'npc', key 'memory': '64' is no size: write a number and a unit, like 512B, 64KB, 16MB or 1GB",
                "memory: 0MB | 3: policy 'npc', key 'memory': a size must be at least 1 byte, not 0",
                "timeout: 0s | 3: policy 'npc', key 'timeout': limit timeout must be at least 1ms, not 0s; for no limit say unlimited",
                "timeout: -1s | 3: policy 'npc', key 'timeout': '-1s' is no time: write a number and a unit, like 250ms, 1.5s, 2m or 1h",
                "timeout: 999999999h | 3: policy 'npc', key 'timeout': '999999999h' is no time that can be kept: it is too long, or too fine",
                "memory: 999999999999GB | 3: policy 'npc', key 'memory': '999999999999GB' is more than can be counted",
                "calls: 0 | 3: policy 'npc', key 'calls': limit calls must be at least 1, not 0; for no limit say unlimited",
                "calls: -1 | 3: policy 'npc', key 'calls': '-1' is no count: write a whole number, like 1000",
                "calls: 1e3 | 3: policy 'npc', key 'calls': '1e3' is no count: write a whole number, like 1000",
                "valueDepth: unlimited | 3: policy 'npc', key 'valueDepth': limit valueDepth can't be unlimited; at most 200",
                "calls: [1] | 3: policy 'npc', key 'calls': must be a single word or amount",
                "calls: {a: 1} | 3: policy 'npc', key 'calls': must be a single word or amount",
                "calls: | 3: policy 'npc', key 'calls': needs a value",
                "calls: 1;calls: 2 | 4: policy 'npc': 'calls' is there twice",
                "trust: maybe | 3: policy 'npc', key 'trust': 'maybe' is none of trusted, untrusted",
                "trust: TRUSTED | 3: policy 'npc', key 'trust': 'TRUSTED' is none of trusted, untrusted",
                "placement: worker | 3: policy 'npc', key 'placement': 'worker' is none of process, thread, cooperative",
                "errors: some | 3: policy 'npc', key 'errors': 'some' is none of none, message, traceback",
                "imports: math | 3: policy 'npc', key 'imports': must be a list, like [a, b], or the word all",
                "imports: {a: b} | 3: policy 'npc', key 'imports': must be a list, like [a, b], or the word all",
                "imports: [all] | 3: policy 'npc', key 'imports': 'all' is no name; without the brackets it means every one",
                "imports: [math, math] | 3: policy 'npc', key 'imports': 'math' is there twice",
                "imports: [os.path] | 3: policy 'npc', key 'imports': 'os.path' is not a module; name the top one alone, like xml and not xml.dom",
                "imports: [[math]] | 3: policy 'npc', key 'imports': must be a single word or amount",
                "capabilities: ['a b'] | 3: policy 'npc', key 'capabilities': 'a b' is not a Python variable",
                "extends: plyer | 3: policy 'npc', key 'extends': no policy is called 'plyer'; did you mean 'player'?",
                "extends: zzzzzz | 3: policy 'npc', key 'extends': no policy is called 'zzzzzz'; there are player, builder, admin, npc",
                "extends: npc | 3: policy 'npc', key 'extends': goes in a circle: npc extends npc",
                "placement: thread | 2: policy 'npc': placement thread is only for 'trust: trusted'",
                "placement: thread;trust: trusted | 2: policy 'npc': placement thread can't limit memory; write 'memory: unlimited'",
                "placement: cooperative | 2: policy 'npc': placement cooperative is only for 'trust: trusted'",
                "placement: cooperative;trust: trusted | 2: policy 'npc': placement cooperative can't limit memory; write 'memory: unlimited'",
                "calls: &x 1 | 3: anchors and aliases (& and *) are not allowed; use extends",
                "calls: *x | 3: anchors and aliases (& and *) are not allowed; use extends",
                "calls: !!int 1 | 3: tags (!) are not allowed",
                "<<: {calls: 1} | 3: policy 'npc', key '<<': unknown; there are extends, trust, placement",
            })
    void aSettingThatBreaksARuleIsRefusedByItsLineAndKey(String settings, String message) {
        String file = "policies:\n  npc:\n    " + settings.replace(";", "\n    ") + "\n";
        assertRefused(file, message);
    }

    /** A semicolon ends a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "# nothing | 1: is empty",
                "polices: {} | 1: key 'polices': unknown; did you mean 'policies'?",
                "policies: {};version: 1 | 2: key 'version': unknown; there are policies",
                "policies: {};policies: {} | 2: 'policies' is there twice",
                "{} | 1: has no key 'policies'",
                "[] | 1: must be a mapping: lines of 'key: value'",
                "policies: | 1: key 'policies': must be a mapping: lines of 'key: value'",
                "policies: [npc] | 1: key 'policies': must be a mapping: lines of 'key: value'",
                "policies: {npc: 1} | 1: policy 'npc': must be a mapping: lines of 'key: value'",
                "policies:;  npc: {};  npc: {} | 3: key 'policies': 'npc' is there twice",
                "policies:;  'a b': {} | 2: policy 'a b': a policy's name begins with a letter",
                "policies:;  player: {} | 2: policy 'player': is the name of a preset; choose another, and extend the preset",
                "policies:;  [a]: {} | 2: key 'policies': must be a single word or amount",
                "policies:;  a: {extends: b};  b: {extends: c};  c: {extends: a}"
                        + " | 4: policy 'c', key 'extends': goes in a circle: a extends b extends c extends a",
                "policies: {;---;policies: {} | is no YAML: ",
                "policies: {};---;policies: {} | is no YAML: ",
                "policies: 'a | is no YAML: ",
                "policies:;  npc: {calls: \"\\UFFFFFFFF\"} | 2: is no YAML up to here: an escape",
                "%YAML 0.2;---;policies: {} | 2: is no YAML up to here: ",
            })
    void aFileOfAnotherFormIsRefusedByItsLine(String file, String message) {
        assertRefused(file.replace(";", "\n"), message);
    }

    @Test
    void tabsAndControlCharactersAreRefusedByTheirLine() {
        assertRefused("policies:\n\tnpc: {}\n", "2: has a tab; indent with spaces");
        assertRefused("policies: {}\n# \u0000\n", "2: has a control character");
        assertRefused("policies: {}\n# \u001b[2J\n", "2: has a control character");
        assertRefused("policies: {}\n# \uffff\n", "2: has a control character");
    }

    static byte[][] noText() {
        return new byte[][] {
            {'a', '\n', (byte) 0xff},
            {'a', '\n', (byte) 0xc3},
            {'a', '\n', (byte) 0xed, (byte) 0xa0, (byte) 0x80},
        };
    }

    @ParameterizedTest
    @MethodSource("noText")
    void whatIsNotUtf8IsRefusedByItsLine(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("p.yaml"), bytes);
        assertThatThrownBy(() -> PolicyFile.read(file)).hasMessage(file + ":2: is not text in UTF-8");
    }

    @Test
    void aFileThatGrowsByAliasesIsRefusedAtTheFirstOfThem() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertRefused(bomb.toString(), "1: anchors and aliases");
    }

    @Test
    void whatIsNestedWithoutEndIsRefusedBeforeItCanFillTheStack() {
        assertRefused("policies: " + "[".repeat(500_000), "1: is nested too deep");
        assertRefused("policies: " + "{a: ".repeat(200_000), "1: is nested too deep");
    }

    @Test
    void aRowOfExtendsWithoutEndIsRefusedBeforeItCanFillTheStack() {
        assertThat(read(row(100))).hasSize(101);
        assertRefused(row(101), "102: policy 'p100', key 'extends': is one of more than 100 in a row");
        assertRefused(row(25_000), "102: policy 'p100', key 'extends': is one of more than 100 in a row");
    }

    /** So many policies that each extend the next, and the one that the last extends. */
    private static String row(int extending) {
        StringBuilder file = new StringBuilder("policies:\n");
        for (int i = 0; i < extending; i++) {
            file.append("  p%d: {extends: p%d}\n".formatted(i, i + 1));
        }
        return file.append("  p%d: {}\n".formatted(extending)).toString();
    }

    @Test
    void aFileOfMoreThanAMegabyteIsRefused() {
        String comment = "policies: {}\n#";
        assertThat(read(comment + "x".repeat(1024 * 1024 - comment.length()))).isEmpty();
        assertRefused(comment + "x".repeat(1024 * 1024 - comment.length() + 1), "is larger than the 1MB");
    }

    @Test
    void whatIsNoReadableFileIsRefused() {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> PolicyFile.read(missing)).hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> PolicyFile.read(folder)).hasMessage(folder + ": is a directory, not a policy file");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(PolicyFileException.class)
                .message()
                .startsWith(folder.resolve("policies.yaml") + ":")
                .contains(message)
                .doesNotContain("\n");
    }

    // ---- what is read -----------------------------------------------------------------------------------------

    @Test
    void aPolicyThatExtendsNothingGrantsNothing() {
        assertThat(read("policies:\n  npc: {}\n"))
                .isEqualTo(Map.of("npc", Policy.builder("npc").build()));
    }

    @Test
    void everySettingIsRead() {
        Policy policy = read("""
                policies:
                  ops:
                    extends: admin
                    trust: trusted
                    placement: thread
                    imports: [math, "re"]
                    capabilities: []
                    errors: message
                    timeout: 2s
                    cpu: 500ms
                    memory: unlimited
                    output: 256KB
                    valueDepth: 50
                    calls: "10"
                """).get("ops");
        assertThat(policy)
                .isEqualTo(Presets.ADMIN.toBuilder()
                        .name("ops")
                        .placement(Placement.THREAD)
                        .imports(Names.only("math", "re"))
                        .capabilities(Names.only())
                        .errorDetail(ErrorDetail.MESSAGE)
                        .limit(Limits.TIMEOUT, Duration.ofSeconds(2))
                        .limit(Limits.CPU, Duration.ofMillis(500))
                        .limit(Limits.OUTPUT, ByteSize.kib(256))
                        .limit(Limits.VALUE_DEPTH, 50)
                        .limit(Limits.CALLS, 10)
                        .build());
    }

    @Test
    void aPolicyMayExtendOneThatComesLaterAndTheOrderIsTheFiles() {
        Map<String, Policy> policies = read("""
                policies:
                  b: {extends: a, imports: all}
                  a: {extends: player, calls: 7}
                """);
        assertThat(policies).containsOnlyKeys("b", "a").hasToString(policies.toString());
        assertThat(policies.keySet()).containsExactly("b", "a");
        assertThat(policies.get("b"))
                .isEqualTo(Presets.PLAYER.toBuilder()
                        .name("b")
                        .imports(Names.all())
                        .limit(Limits.CALLS, 7)
                        .build());
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        for (Policy preset : Presets.all()) {
            Policy policy = preset.toBuilder()
                    .name("copy")
                    .capabilities(Names.only("no", "y", "null", "world"))
                    .limit(Limits.TIMEOUT, Duration.ofNanos(1_500_000))
                    .build();
            assertThat(read("policies:\n" + PolicyFile.write(policy))).isEqualTo(Map.of("copy", policy));
        }
    }

    private Map<String, Policy> read(String text) {
        try {
            return PolicyFile.read(Files.write(folder.resolve("policies.yaml"), text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
