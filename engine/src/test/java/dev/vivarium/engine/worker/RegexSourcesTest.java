package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is compiled of a regular expression outlives the context that asked for it first. */
@Timeout(120)
class RegexSourcesTest {

    private static final String SCRIPT = "import re\n_return(re.fullmatch(r'(ab|cd)-\\d+', 'cd-7').group(1))";

    @Test
    void anExpressionIsStillKnownWhenItsContextIsGone() {
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream())) {
            run(engine);
            assertThat(engine.regexesCached()).isPositive();
            engine.keepRegexes();
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            assertThat(engine.regexesCached()).isPositive();
        }
    }

    private static void run(GuestEngine engine) {
        GuestContext context = engine.newContext();
        Rules rules = new Rules("test", Bounds.of(Limits.widest()), Names.all());
        Run run = new Run(1, "s.py", SCRIPT, Map.of(), List.of(), rules);
        Source source = Source.newBuilder("python", SCRIPT, "s.py").buildLiteral();
        End end = context.evaluate(run, source, OutputStream.nullOutputStream(), new Nowhere());
        assertThat(end).isEqualTo(new End.Returned(List.of("cd")));
        context.destroy();
    }

    @Test
    void anEngineWithoutAnyKeepsNone() {
        try (Engine engine = Engine.newBuilder("python")
                .option("engine.WarnInterpreterOnly", "false")
                .build()) {
            RegexSources regexes = new RegexSources(engine);
            regexes.keep();
            assertThat(regexes.size()).isZero();
        }
    }
}
