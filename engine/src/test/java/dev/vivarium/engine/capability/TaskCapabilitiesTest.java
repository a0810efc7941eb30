package dev.vivarium.engine.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.Face;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.Test;

class TaskCapabilitiesTest {

    /** Something to be granted. */
    public static final class Player {

        /** Does nothing. */
        @HostAccess.Export
        public void msg() {
            // Only to be there.
        }
    }

    @Test
    void anObjectThatIsGrantedUnderTwoNamesIsThereUnderBothAndIsOne() {
        Player player = new Player();
        List<Face> faces = new TaskCapabilities(1, Map.of("self", player, "caller", player), Runnable::run).faces();
        assertThat(faces).extracting(Face::label).containsExactlyInAnyOrder("self", "caller");
        assertThat(faces).extracting(Face::object).containsOnly(1L);
    }
}
