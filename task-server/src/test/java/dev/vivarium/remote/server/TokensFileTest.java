package dev.vivarium.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensFileTest {

    private static final Map<String, Policy> POLICIES = TaskServerSettings.presets();
    private static final String HASH = "a".repeat(64);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("tokens.yaml");
    }

    private List<RemoteClient> read(String text) throws IOException {
        PrivateFile.write(file, text);
        return TokensFile.read(file, POLICIES);
    }

    private String add(String name, String policy, Role role) {
        return TokensFile.add(file, POLICIES, name, policy, role);
    }

    @Test
    void clientsThatAreAddedAreFoundByTheirTokensAndByNoOther() throws IOException {
        String anna = add("anna", "player", Role.OWNER);
        String ops = add("ops", "builder", Role.ADMIN);
        List<RemoteClient> clients = TokensFile.read(file, POLICIES);

        assertThat(Tokens.find(clients, "Bearer " + anna))
                .contains(new RemoteClient("anna", Role.OWNER, Presets.PLAYER, Tokens.hash(anna)));
        assertThat(Tokens.find(clients, "Bearer " + ops))
                .contains(new RemoteClient("ops", Role.ADMIN, Presets.BUILDER, Tokens.hash(ops)));
        assertThat(Tokens.find(clients, "Bearer " + Tokens.make())).isEmpty();
        assertThat(Tokens.find(clients, null)).isEqualTo(Optional.empty());
        assertThat(Files.readString(file)).doesNotContain(anna, ops);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatCanNotBeAddedLeavesTheFileAsItIs() throws IOException {
        add("anna", "player", Role.OWNER);
        String before = Files.readString(file);

        assertThatThrownBy(() -> add("anna", "player", Role.OWNER)).hasMessageContaining("'anna' is there twice");
        assertThatThrownBy(() -> add("bert", "king", Role.OWNER)).hasMessageContaining("no policy is called 'king'");
        assertThatThrownBy(() -> add("a b", "player", Role.OWNER)).hasMessageContaining("a name has 1 to 64 letters");
        assertThatThrownBy(() -> add("x: {", "player", Role.OWNER)).isInstanceOf(TaskServerException.class);
        assertThatThrownBy(() -> add("# x", "player", Role.OWNER)).isInstanceOf(TaskServerException.class);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-", "rw----r--"})
    void aFileThatOthersMayReadOrChangeIsRefused(String permissions) throws IOException {
        add("anna", "player", Role.OWNER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> TokensFile.read(file, POLICIES))
                .isInstanceOf(TaskServerException.class)
                .hasMessage(file + ": others may read or change it; do: chmod 600 " + file);
        assertThatThrownBy(() -> add("bert", "player", Role.OWNER)).isInstanceOf(TaskServerException.class);
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> TokensFile.read(file, POLICIES)).hasMessage(file + ": there is no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                              | : is empty
            clients: [                                      | is no YAML
            tokens: {}                                      | :1: the file: unknown key 'tokens'; there are clients
            clients: 1                                      | :1: key 'clients' must be a mapping
            clients: {a: {}}                                | :1: client 'a' has no key 'token'
            clients: {a: {token: x}}                        | :1: client 'a', key 'token': must be sha256:
            clients: {a: {token: 'sha256:HASH', role: x}}   | key 'role': must be owner or admin
            clients: {a: {token: 'sha256:HASH', policy: x}} | no policy is called 'x'; there are
            clients: {a: {token: 'sha256:HASH', age: 1}}    | client 'a': unknown key 'age'
            clients: {a: {token: 'sha256:HASH'}, b: {token: 'sha256:HASH'}} | client 'b', key 'token': is another client's
            """)
    void whatIsWrongIsSaidWithItsLine(String text, String why) {
        assertThatThrownBy(() -> read(text.replace("HASH", HASH)))
                .isInstanceOf(TaskServerException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(why);
    }
}
