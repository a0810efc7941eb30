package dev.vivarium.tests.conformance;

import static dev.vivarium.tests.conformance.Ground.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Names;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A player's script under the untrusted policy, as Evennia's limited_exec was meant: it works with what it was given, and
 * there is no way from there. What else it may try is the corpus of attacks.
 */
@Tag("E13")
class LimitedExecTest {

    private static final Policy PLAYER = Presets.PLAYER.toBuilder()
            .name("scripter")
            .capabilities(Names.only("door"))
            .build();

    private static Vivarium vivarium;

    private final Door door = new Door();

    /** What a player's script is given; only two of its members are for scripts. */
    public static final class Door {

        /** Not for scripts. */
        public String secret = "the key is under the mat";

        private boolean open;

        @HostAccess.Export
        public boolean isOpen() {
            return open;
        }

        @HostAccess.Export
        public void turn(boolean opens) {
            open = opens;
        }

        /** Not for scripts. */
        public void destroy() {
            secret = "destroyed";
        }
    }

    @BeforeAll
    static void open() {
        vivarium = Ground.open();
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    private ScriptTask run(String source) {
        return vivarium.run(
                Script.of(source).granting("door", door).ownedBy("anna").under(PLAYER));
    }

    @Test
    void itWorksWithItsCapability() {
        ScriptTask task = run("""
                before = door.isOpen()
                door.turn(True)
                print('creak')
                _return([before, door.isOpen(), sorted(name for name in dir(door) if not name.startswith('_'))])
                """);

        assertThat(value(task)).isEqualTo(List.of(false, true, List.of("isOpen", "turn")));
        assertThat(door.isOpen()).isTrue();
        assertThat(task.output()).isEqualTo("creak\n");
    }

    /** GraalPy formats an attribute that is not there as None, where CPython raises; either way nothing is told. */
    @Test
    void formatTellsNothingOfWhatItWasNotGiven() {
        ScriptTask task = run("""
                try:
                    _return('{0.secret}'.format(door))
                except AttributeError:
                    _return('None')
                """);

        assertThat(value(task)).isEqualTo("None");
    }

    /** The first lines are those of evlang's own tests and of its holes (EV-13 to EV-17). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            door.secret|AttributeError
            door.destroy()|AttributeError
            getattr(door, 'sec' + 'ret')|AttributeError
            door.getClass()|AttributeError
            door.turn.__self__.destroy()|AttributeError
            door.secret = 'none'|AttributeError
            door.turn('wide')|TypeError
            world.destroy()|NameError
            import socket|ImportError
            __import__('subprocess')|ImportError
            import java; java.type('java.lang.Runtime')|ImportError
            open('/etc/passwd').read()|FileNotFoundError
            open('/python/mine', 'w')|PermissionError
            import posix; posix.system('id')|ImportError
            """)
    void whatItWasNotGivenIsAnErrorOfPythons(String line, String error) {
        ScriptTask task = run(line);

        assertThat(Waiting.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().type()).isEqualTo(error));
        assertThat(door.isOpen()).isFalse();
        assertThat(door.secret).isEqualTo("the key is under the mat");
    }

    @Test
    void itCanNotBeGivenWhatItsPolicyDoesNotName() {
        ScriptTask task = vivarium.run(
                Script.of("vault.turn(True)").granting("vault", door).under(PLAYER));

        assertThat(Waiting.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("does not allow the capability 'vault'"));
    }
}
