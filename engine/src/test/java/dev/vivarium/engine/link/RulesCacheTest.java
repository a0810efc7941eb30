package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.policy.Names;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RulesCacheTest {

    private final RulesCache host = new RulesCache();
    private final RulesCache worker = new RulesCache();

    private static Rules rules(String policy) {
        return new Rules(policy, Samples.WIDE, Names.only("re", "math"));
    }

    @Test
    void theSameRulesAreTheSameObjectOnTheFarSide() throws ProtocolException {
        Rules rules = rules("player");
        Rules first = worker.read(host.write(rules).clone());
        assertThat(first).isEqualTo(rules);
        assertThat(worker.read(host.write(rules("player")).clone())).isSameAs(first);
    }

    @Test
    void rulesThatDifferInAnythingAreNotTaken() throws ProtocolException {
        Rules narrow = rules("player");
        Rules wide = new Rules("player", Samples.WIDE, Names.all());
        worker.read(host.write(narrow));
        assertThat(worker.read(host.write(wide))).isEqualTo(wide);
        assertThat(worker.read(host.write(narrow))).isEqualTo(narrow);
    }

    @Test
    void moreThanAreKeptAreRightAllTheSame() throws ProtocolException {
        for (int time = 0; time < 2; time++) {
            for (int policy = 0; policy <= RulesCache.MOST; policy++) {
                Rules rules = rules("policy " + policy);
                assertThat(worker.read(host.write(rules))).isEqualTo(rules);
            }
        }
    }

    @Test
    void bytesThatAreNoRulesAreRefusedEachTime() {
        byte[] good = host.write(rules("player"));
        for (int time = 0; time < 2; time++) {
            for (int length = 0; length < good.length; length++) {
                byte[] cut = Arrays.copyOf(good, length);
                assertThatThrownBy(() -> worker.read(cut)).isInstanceOf(ProtocolException.class);
            }
            byte[] longer = Arrays.copyOf(good, good.length + 1);
            assertThatThrownBy(() -> worker.read(longer)).isInstanceOf(ProtocolException.class);
        }
    }
}
