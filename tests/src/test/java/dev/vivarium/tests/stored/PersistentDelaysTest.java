package dev.vivarium.tests.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code delay(…, persistent=True)} and its Java counterpart, over hosts that come and go. */
class PersistentDelaysTest {

    @TempDir
    private Path folder;

    private Marks marks;
    private Vivarium vivarium;

    @BeforeEach
    void start() {
        marks = new Marks(folder.resolve("marks"));
        startAgain();
    }

    @AfterEach
    void close() {
        if (vivarium != null) {
            vivarium.close();
        }
    }

    private VivariumBuilder builder() {
        return builderWithoutObjects()
                .durable((_, name) -> Optional.<Object>of(marks).filter(_ -> name.equals(Marks.NAME)));
    }

    private VivariumBuilder builderWithoutObjects() {
        return Vivarium.builder()
                .workers(1)
                .spares(0)
                .data(folder.resolve("data"))
                .storedDelays(Limit.of(3), Limit.unlimited());
    }

    private void startAgain() {
        close();
        vivarium = builder().open();
    }

    private Script script(String owner, String source) {
        return Script.of("from vivarium import *\n" + source)
                .granting("marks", marks)
                .ownedBy(owner)
                .under(Presets.PLAYER);
    }

    private @Nullable Object value(String owner, String source) {
        Outcome outcome = Waiting.outcome(vivarium.run(script(owner, source)));
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        return ((Outcome.Returned) outcome).calls().getLast();
    }

    private String error(String source) {
        Outcome outcome = Waiting.outcome(vivarium.run(script("anna", source)));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).error().summary();
    }

    private long stored(String owner, int seconds) {
        return vivarium.delay(Duration.ofSeconds(seconds), script(owner, "marks.ran(7)"))
                .id();
    }

    private void untilRan(Long... numbers) {
        Waiting.until("it has run", () -> marks.all().size() >= numbers.length);
        Waiting.until("nothing is left", () -> vivarium.delays().isEmpty());
        assertThat(ran()).containsExactly(numbers);
    }

    private List<Long> ran() {
        try {
            return marks.all();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    @Tag("E11")
    void aFunctionOfAScriptRunsInAnotherLifeOfItsHost() {
        value("anna", """
                BASE = 40
                def later(marks, more):
                    marks.ran(BASE + more)
                delay(3600, later, marks, more=2, persistent=True)
                raise_if_run_again = marks.ran(1)
                _return(None)
                """);
        startAgain();
        assertThat(vivarium.delays()).singleElement().satisfies(delay -> {
            assertThat(delay.owner()).isEqualTo("anna");
            assertThat(delay.name()).isEqualTo("later");
            assertThat(delay.isActive()).isTrue();
            assertThat(delay.doNow()).isTrue();
        });
        untilRan(1L, 42L);
    }

    @Test
    @Tag("E11")
    void whatFellDueWithoutAHostRunsAtOnce() throws SQLException {
        stored("anna", 3600);
        close();
        makeDue();
        startAgain();
        untilRan(7L);
    }

    private void makeDue() throws SQLException {
        execute("update vivarium_delays set due_at = 1");
        execute("update vivarium_timers set execution_time = 1");
    }

    @Test
    void whatItsHostCanNotRunNowIsKeptUntilItCan() throws SQLException {
        Policy mine = Presets.PLAYER.toBuilder().name("mine").build();
        Function<String, Optional<Policy>> policies = name -> Optional.of(mine).filter(_ -> name.equals("mine"));
        close();
        vivarium = builder().policies(policies).open();
        vivarium.delay(Duration.ofHours(1), script("anna", "marks.ran(7)").under(mine));

        assertKept(builder(), "there is no policy 'mine' any more (setting policies of the builder)");
        assertKept(builderWithoutObjects().policies(policies), "the resolver for 'marks' threw (setting durable)");
        close();
        makeDue();
        vivarium = builder().policies(policies).open();
        untilRan(7L);
    }

    private void assertKept(VivariumBuilder unable, String problem) throws SQLException {
        close();
        makeDue();
        try (Log log = new Log()) {
            vivarium = unable.open();
            Waiting.until("it was tried", () -> log.says("owner anna) can't run now", problem));
        }
        assertThat(ran()).isEmpty();
    }

    @Test
    void oneWhoseObjectIsGoneIsOverAndTheLogSaysSo() throws SQLException {
        long id = stored("anna", 3600);
        close();
        makeDue();
        try (Log log = new Log()) {
            vivarium = builder().durable((_, _) -> Optional.empty()).open();
            Waiting.until(
                    "it was tried",
                    () -> log.says("stored delay " + id + " (", "owner anna) is over: its capability 'marks' is gone"));
        }
        Waiting.until("it is over", () -> vivarium.delays().isEmpty());
        assertThat(ran()).isEmpty();
    }

    /** What the engine says of stored delays, until this is closed. */
    private static final class Log implements AutoCloseable {

        private final Logger logger = (Logger) LoggerFactory.getLogger("dev.vivarium.engine.delay.StoredDelays");
        private final ListAppender<ILoggingEvent> events = new ListAppender<>();

        Log() {
            events.list = new CopyOnWriteArrayList<>();
            events.start();
            logger.setLevel(Level.WARN);
            logger.setAdditive(false);
            logger.addAppender(events);
        }

        /** Whether one event has all of {@code parts}, in its message or its exception's. */
        boolean says(String... parts) {
            return events.list.stream()
                    .map(event -> event.getFormattedMessage()
                            + Optional.ofNullable(event.getThrowableProxy())
                                    .map(IThrowableProxy::getMessage)
                                    .orElse(""))
                    .anyMatch(text -> Stream.of(parts).allMatch(text::contains));
        }

        @Override
        public void close() {
            logger.detachAppender(events);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }

    @Test
    void aHandleWorksInAnotherLifeAndForItsOwnerAlone() {
        long id = stored("anna", 3600);
        startAgain();
        String ask = "d = stored_delay(" + id + ")\n_return([d.exists(), d.active(), d.paused, d.called, %s])";
        assertThat(value("berta", ask.formatted("d.cancel(), d.remove(), d.call(), d.do_task()")))
                .isEqualTo(List.of(false, false, false, false, false, false, false, false));
        assertThat(value("anna", ask.formatted("d.cancel(), d.cancel(), d.exists(), d.active()")))
                .isEqualTo(List.of(true, true, false, false, true, false, true, false));
        assertThat(value("anna", ask.formatted("d.remove(), d.exists()")))
                .isEqualTo(List.of(true, false, false, false, true, false));
        assertThat(stored("anna", 3600)).isGreaterThan(id);
        assertThat(ran()).isEmpty();
    }

    @Test
    void whatCanNotBeStoredIsRefusedByNameAtTheCall() {
        assertThat(error("delay(1, lambda: 0, persistent=True)"))
                .startsWith("TypeError: <lambda> is a lambda, which can not be stored");
        assertThat(error("def f():\n  def g(): pass\n  delay(1, g, persistent=True)\nf()"))
                .contains("is defined inside another function");
        assertThat(error("delay(1, 'x', f=print, persistent=True)")).contains("'f'");
        Script script = Script.of("x").granting("other", new Object()).under(Presets.PLAYER);
        assertThatThrownBy(() -> vivarium.delay(Duration.ofSeconds(1), script))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capability 'other' can't be stored");
        Script unknown =
                Script.of("x").under(Presets.PLAYER.toBuilder().name("mine").build());
        assertThatThrownBy(() -> vivarium.delay(Duration.ofSeconds(1), unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("setting policies");
        assertThat(vivarium.delays()).isEmpty();
    }

    @Test
    void anOwnerMayStoreSoManyAndTheOthersDoNotSuffer() {
        for (int i = 0; i < 3; i++) {
            stored("anna", 3600);
        }
        assertThat(error("delay(1, 'x', persistent=True)")).contains("setting storedDelays");
        stored("berta", 3600);
        assertThat(vivarium.delays()).hasSize(4);
    }

    @Test
    void aRowThatCanNotBeReadIsSkippedAndTheOthersRun() throws SQLException {
        long wrongState = stored("anna", 3600);
        long wrongScript = stored("anna", 3600);
        long wrongOwner = stored("anna", 3600);
        long good = stored("berta", 3600);
        close();
        execute("update vivarium_delays set state = 'NONSENSE' where id = " + wrongState);
        execute("update vivarium_delays set script = x'ff00ff' where id = " + wrongScript);
        execute("update vivarium_delays set owner = 'carla' where id = " + wrongOwner);
        startAgain();
        assertThat(vivarium.delays()).extracting(Delay::id).containsExactly(wrongScript, wrongOwner, good);
        vivarium.delays().forEach(Delay::doNow);
        untilRan(7L);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/vivarium.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
