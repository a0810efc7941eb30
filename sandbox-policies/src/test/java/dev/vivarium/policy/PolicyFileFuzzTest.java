package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes at all are policies, or are refused in one line that says where. {@code -Pfuzz} searches for bytes that
 * break this; the kept ones are replayed by every build.
 */
class PolicyFileFuzzTest {

    private static final Pattern ONE_LINE = Pattern.compile(":[1-9]\\d*: \\P{Cntrl}+");

    @TempDir
    static Path folder = Path.of("");

    @FuzzTest
    @Timeout(10)
    void bytesArePoliciesOrRefusedByTheirLine(byte[] bytes) throws IOException {
        read(bytes).ifPresent(policies -> policies.forEach(PolicyFileFuzzTest::assertIsReadAsItIsWritten));
    }

    private static void assertIsReadAsItIsWritten(String name, Policy policy) {
        assertThat(policy.name()).isEqualTo(name);
        String written = "policies:\n" + PolicyFile.write(policy);
        assertThat(read(written.getBytes(StandardCharsets.UTF_8))).as(written).contains(Map.of(name, policy));
    }

    /** Empty if they are refused as they should be. */
    private static Optional<Map<String, Policy>> read(byte[] bytes) {
        Path file = folder.resolve("policies.yaml");
        try {
            return Optional.of(PolicyFile.read(Files.write(file, bytes)));
        } catch (PolicyFileException refused) {
            assertThat(refused).message().startsWith(file.toString());
            assertThat(String.valueOf(refused.getMessage())
                            .substring(file.toString().length()))
                    .matches(ONE_LINE);
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
