package dev.vivarium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Presets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final Script SCRIPT = Script.of("pass");

    // ---- what is refused --------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "1a", "a-b", "a.b", "a\n", "é!", "for", "None", "True", "async", "lambda", "$x"})
    void whatIsNoPythonIdentifierIsRefusedAsAVariable(String name) {
        assertRefused(() -> SCRIPT.with(name, 1), "variable '" + name + "' is no Python identifier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_return", "__x", "__", "__builtins__", "__name__"})
    void namesThatBelongToTheRuntimeAreRefusedAsVariables(String name) {
        assertRefused(
                () -> SCRIPT.with(name, 1), "variable '" + name + "': the names _return and __… belong to the runtime");
    }

    @Test
    void aValueThatCanNotCrossIsRefusedByTheVariablesName() {
        assertRefused(
                () -> SCRIPT.with("thing", List.of(new Object())),
                "variable 'thing'[0] is a java.lang.Object, which can't cross to a script: see "
                        + "dev.vivarium.value.Values for what can");
        assertRefused(
                () -> SCRIPT.withAll(Map.of("thing", new Object())),
                "variable 'thing' is a java.lang.Object, which can't cross to a script: see "
                        + "dev.vivarium.value.Values for what can");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u0000", "\u001b[31mred", "del\u007f"})
    void ownersAndNamesThatAreNoPrintableLineAreRefused(String text) {
        assertRefused(
                () -> SCRIPT.ownedBy(text), "the owner of a script must be one line of 1 to 200 printable characters");
        assertRefused(
                () -> SCRIPT.named(text), "the name of a script must be one line of 1 to 200 printable characters");
    }

    @Test
    void ownersAndNamesMayHaveTwoHundredCharactersAndNoMore() {
        assertThat(SCRIPT.ownedBy("o".repeat(200)).owner()).hasSize(200);
        assertThatThrownBy(() -> SCRIPT.ownedBy("o".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SCRIPT.named("n".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeoutThatIsNotPositiveIsRefused() {
        assertRefused(
                () -> SCRIPT.within(Duration.ZERO),
                "limit timeout must be at least 1ms, not 0s; for no limit say unlimited");
    }

    private static void assertRefused(ThrowingCallable change, String message) {
        assertThatThrownBy(change).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    // ---- what is kept -----------------------------------------------------------------------------------------

    @Test
    void laterChangesOfWhatWasPassedDoNotShow() {
        byte[] bytes = {1};
        List<Object> list = new ArrayList<>(List.of("first"));
        Map<String, Object> map = new HashMap<>(Map.of("key", "value"));
        Script script = SCRIPT.with("b", bytes).with("l", list).with("m", map);
        bytes[0] = 9;
        list.add("later");
        map.put("later", "entry");
        assertThat(script.variables().get("b")).isEqualTo(new byte[] {1});
        assertThat(script.variables().get("l")).isEqualTo(List.of("first"));
        assertThat(script.variables().get("m")).isEqualTo(Map.of("key", "value"));
    }

    @Test
    void theVariablesCanNotBeChangedThroughTheScript() {
        assertThatThrownBy(() -> SCRIPT.with("a", 1).variables().put("b", 2))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void eachChangeMakesACopyAndLeavesTheOriginalAlone() {
        Script changed = SCRIPT.named("other.py")
                .ownedBy("anna")
                .with("x", 1)
                .under(Presets.ADMIN)
                .within(Duration.ofSeconds(2));
        assertThat(changed.source()).isEqualTo("pass");
        assertThat(changed.name()).isEqualTo("other.py");
        assertThat(changed.owner()).isEqualTo("anna");
        assertThat(changed.variables()).isEqualTo(Map.of("x", 1L));
        assertThat(changed.policy().name()).isEqualTo("admin");
        assertThat(changed.policy().limits().of(Limits.TIMEOUT)).isEqualTo(Limit.of(Duration.ofSeconds(2)));
        assertThat(SCRIPT.name()).isEqualTo(Script.DEFAULT_NAME);
        assertThat(SCRIPT.owner()).isEqualTo(Script.DEFAULT_OWNER);
        assertThat(SCRIPT.variables()).isEmpty();
        assertThat(SCRIPT.policy()).isEqualTo(Presets.PLAYER);
    }

    @Test
    void aVariableGivenTwiceHasItsLastValueAndVariablesKeepTheirOrder() {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("z", 1);
        more.put("a", 2);
        Script script = SCRIPT.withAll(more).with("z", 3);
        assertThat(script.variables()).hasToString("{z=3, a=2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "_", "_x", "x1", "größe", "名", "match", "Return", "_return2"})
    void pythonIdentifiersAreVariables(String name) {
        assertThat(SCRIPT.with(name, null).variables()).containsOnlyKeys(name);
    }

    @Test
    void theTextTellsNameOwnerAndPolicyButNotTheSource() {
        assertThat(SCRIPT.named("s.py").ownedBy("anna")).hasToString("Script[s.py, owner anna, policy player]");
    }
}
