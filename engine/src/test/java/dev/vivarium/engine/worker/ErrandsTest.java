package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.FromHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrandsTest {

    private static final int MOST_NESTED = 16;

    private final Errands errands = new Errands();

    private static FromHost call(long number, boolean patient) {
        return new Message.Invoke(7, patient, number, 1, List.of(), Map.of());
    }

    @Test
    void aPatientOneWaitsUntilNothingElseIsUnderWayAndWakesNobodyBefore() {
        FromHost patient = call(1, true);
        assertThat(errands.next(false)).isNull();
        assertThat(errands.add(patient)).isFalse();
        assertThat(errands.next(false)).isNull();
        assertThat(errands.next(true)).isEqualTo(patient);
        assertThat(errands.add(new Message.Forget(7, true, 1)))
                .as("it waits for that")
                .isTrue();
    }

    @Test
    void whileOneIsDoneAPatientOneWakesNobody() {
        errands.add(call(1, true));
        errands.next(true);
        errands.begin();
        assertThat(errands.add(call(2, true))).isFalse();
        errands.end();
        assertThat(errands.next(true)).isEqualTo(call(2, true));
    }

    @Test
    void anUrgentOneComesBeforePatientOnesAndAtAnyTime() {
        errands.add(call(1, true));
        assertThat(errands.add(call(2, false))).isTrue();
        assertThat(errands.next(true)).isEqualTo(call(2, false));
        assertThat(errands.next(true)).isEqualTo(call(1, true));
    }

    @Test
    void whatIsNestedTooDeepWaitsUntilOneIsDone() {
        for (int depth = 0; depth < MOST_NESTED; depth++) {
            errands.begin();
        }
        errands.add(call(1, false));
        assertThat(errands.next(false)).isNull();
        errands.end();
        assertThat(errands.next(false)).isEqualTo(call(1, false));
    }
}
