package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What of a context lives on for its owner's next run, and what does not. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptContextTest {

    private static final String MARK = "import json\njson.mark = 'mine'\nleft = 1\n_return('marked')";
    private static final String LOOK = "import json\n_return([getattr(json, 'mark', None), 'left' in globals()])";
    private static final List<Object> KEPT = List.of(List.of("mine", false));
    private static final List<Object> FRESH = List.of(Arrays.asList(null, false));

    private final GuestRig rig = new GuestRig();

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void modulesStayAndGlobalsGo() {
        assertThat(rig.startKept("stays", MARK).returned()).containsExactly("marked");
        assertThat(rig.startKept("stays", LOOK).returned()).isEqualTo(KEPT);
    }

    @Test
    void nobodyElseSeesIt() {
        rig.startKept("ann", MARK).returned();
        assertThat(rig.startKept("bob", LOOK).returned()).isEqualTo(FRESH);
        assertThat(rig.returned(LOOK)).isEqualTo(FRESH);
    }

    @Test
    void aRunThatEndsBadlyLosesIt() {
        rig.startKept("bad", MARK).returned();
        assertThat(rig.startKept("bad", "raise ValueError()").end()).isInstanceOf(End.Raised.class);
        assertThat(rig.startKept("bad", LOOK).returned()).isEqualTo(FRESH);
    }

    @Test
    void aStoppedRunLosesIt() {
        rig.startKept("stopped", MARK).returned();
        GuestRig.Guest endless = rig.startKept("stopped", "print('in')\nwhile True: pass");
        endless.awaitReport(Message.Output.class).cancel();
        assertThat(endless.end()).isEqualTo(new End.Cancelled());
        assertThat(rig.startKept("stopped", LOOK).returned()).isEqualTo(FRESH);
    }

    @Test
    void itIsGivenUpWhenItWasIdleForLong() {
        rig.startKept("idle", MARK).returned();
        // Nobody else has the turn before the context is put away.
        rig.returned("_return(1)");
        rig.time.advance(Duration.ofMinutes(5));
        assertThat(rig.startKept("idle", LOOK).returned()).isEqualTo(FRESH);
    }

    @Test
    void theNextRunHasEverythingThatAFreshOneHas() {
        rig.startKept(
                        "vandal",
                        "import sys\nsys.modules.pop('__main__')\nfor name in list(globals()): del globals()[name]")
                .returned();
        assertThat(rig.startKept("vandal", "print('here')\n_return(__name__)").returned())
                .containsExactly("__main__");
    }

    @Test
    void aNameThatIsNoTextRunsNothingWhenItsRunIsOver() {
        rig.startKept("odd", """
                import json
                json.mark = 'mine'
                class Name:
                    def __hash__(self):
                        return hash('__name__') if armed else 1
                    def __eq__(self, other):
                        while armed: pass
                armed = False
                globals()[Name()] = 1
                armed = True
                """).returned();
        assertThat(rig.startKept("odd", LOOK).returned()).isEqualTo(KEPT);
    }

    @Test
    void twoRunsAtOnceNeverShareOne() {
        rig.startKept("twice", MARK).returned();
        GuestRig.Guest sleeper = rig.startKept("twice", "import json, time\ntime.sleep(60)\n_return(json.mark)");
        sleeper.awaitReport(Message.Parked.class);
        assertThat(rig.startKept("twice", LOOK).returned()).isEqualTo(FRESH);
        rig.time.advance(Duration.ofSeconds(60));
        assertThat(sleeper.returned()).containsExactly("mine");
    }

    @Test
    void whatTwoRunsAtOnceUsedIsKeptForTwo() {
        rig.startKept("pair", MARK).returned();
        GuestRig.Guest sleeper = rig.startKept("pair", "import json, time\ntime.sleep(60)\n_return(json.mark)");
        sleeper.awaitReport(Message.Parked.class);
        rig.startKept("pair", "import json\njson.mark = 'other'").returned();
        rig.time.advance(Duration.ofSeconds(60));
        assertThat(sleeper.returned()).containsExactly("mine");

        GuestRig.Guest last = rig.startKept("pair", "import json, time\ntime.sleep(60)\n_return(json.mark)");
        last.awaitReport(Message.Parked.class);
        assertThat(rig.startKept("pair", "import json\n_return(json.mark)").returned())
                .containsExactly("other");
        rig.time.advance(Duration.ofSeconds(60));
        assertThat(last.returned()).containsExactly("mine");
    }
}
