package dev.vivarium.console.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OraclesTest {

    private static final String TRACE = """
            Traceback (most recent call last):
              File "<script>", line 3, in <module>
              File "/python/lib/python3.12/json/decoder.py", line 9, in decode
            ValueError: no
            """;

    private static Scene scene(OracleName oracle) {
        return new Scene(oracle);
    }

    private static void assertBroken(Scene scene, String part) {
        assertThat(scene.problems()).singleElement().asString().contains(part);
    }

    @Nested
    class Always {

        /** A scene that is fine as far as the oracle itself goes. */
        private static Scene fine(OracleName oracle) {
            return switch (oracle) {
                case STOPPED -> scene(oracle).ended(Scene.timedOut());
                case NO_LEAK -> scene(oracle).ended(Scene.returned("planted")).ended(Scene.returned("clean"));
                case CLEAN_ERROR -> scene(oracle).ended(Scene.failed("ValueError", "no", TRACE));
                default -> scene(oracle).ended(Scene.returned("x"));
            };
        }

        @ParameterizedTest
        @EnumSource
        void findsNothingInAHarmlessRun(OracleName oracle) {
            assertThat(fine(oracle).problems()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void wantsAnEndAndOneCallback(OracleName oracle) {
            assertThat(scene(oracle)
                            .run(Optional.empty(), Duration.ofSeconds(1), 0)
                            .problems())
                    .contains("its task never ended");
            assertThat(scene(oracle)
                            .run(Optional.of(Scene.timedOut()), Duration.ofSeconds(1), 2)
                            .problems())
                    .contains("2 terminal callbacks in place of one");
        }

        @ParameterizedTest
        @EnumSource
        void doesNotTakeARefusalForAWall(OracleName oracle) {
            assertThat(scene(oracle)
                            .ended(new Outcome.Rejected("the queue is full"))
                            .problems())
                    .anySatisfy(line -> assertThat(line).contains("it never ran"));
        }

        @ParameterizedTest
        @EnumSource
        void wantsOthersUnharmed(OracleName oracle) {
            assertBroken(fine(oracle).innocent("it answered 3", Duration.ofMillis(10)), "innocent");
            assertBroken(fine(oracle).companion("TIMED_OUT"), "waiting task");
        }
    }

    @Nested
    class NoSecret {

        static Stream<String> spellings() {
            byte[] bytes = Scene.SECRET.getBytes(StandardCharsets.US_ASCII);
            return Stream.of(
                    Scene.SECRET,
                    "before " + Scene.SECRET.toUpperCase(java.util.Locale.ROOT) + " after",
                    String.join("', '", Scene.SECRET.split("", -1)),
                    new StringBuilder(Scene.SECRET).reverse().toString(),
                    HexFormat.of().formatHex(bytes),
                    List.of(
                                    115, 101, 99, 114, 101, 116, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99,
                                    100, 101, 102)
                            .toString(),
                    Base64.getEncoder()
                            .encodeToString(("a" + Scene.SECRET + "tail").getBytes(StandardCharsets.US_ASCII)),
                    Base64.getEncoder().encodeToString(("ab" + Scene.SECRET).getBytes(StandardCharsets.US_ASCII)));
        }

        @ParameterizedTest
        @MethodSource("spellings")
        void findsTheSecretInOutputValuesMessagesAndErrors(String text) {
            OracleName oracle = OracleName.NO_SECRET;
            assertBroken(scene(oracle).ended(Scene.returned("x"), text), "secret of the file");
            assertBroken(scene(oracle).ended(Scene.returned(1L, List.of(text))), "secret of the file");
            assertBroken(scene(oracle).ended(Scene.failed("KeyError", text, "")), "secret of the file");
            assertBroken(scene(oracle).ended(Scene.failed("KeyError", "", text)), "secret of the file");
        }

        @Test
        void findsBytesAndPiecesAndTheEnvironment() {
            byte[] bytes = Scene.ENVIRONMENT.getBytes(StandardCharsets.US_ASCII);
            assertBroken(scene(OracleName.NO_SECRET).ended(Scene.returned((Object) bytes)), "environment");
            assertBroken(
                    scene(OracleName.NO_SECRET)
                            .ended(Scene.returned("x"), Scene.SECRET.substring(0, 9), Scene.SECRET.substring(9)),
                    "file");
        }

        @Test
        void isNotAlarmedByHalfASecret() {
            assertThat(scene(OracleName.NO_SECRET)
                            .ended(Scene.returned(Scene.SECRET.substring(3)))
                            .problems())
                    .isEmpty();
        }
    }

    @Nested
    class OutsideEffects {

        @Test
        void anyNewFileIsOneTooMany() {
            assertBroken(
                    scene(OracleName.NO_WRITE).ended(Scene.returned()).written("new file /tmp/x"), "new file /tmp/x");
        }

        @Test
        void anyConnectionIsOneTooMany() {
            assertBroken(scene(OracleName.NO_CONNECT).ended(Scene.returned()).connections(1), "1 connection");
            assertBroken(scene(OracleName.NO_CONNECT).ended(Scene.timedOut()).connections(7), "7 connection");
        }

        @Test
        void anyProcessIsOneTooMany() {
            assertBroken(
                    scene(OracleName.NO_PROCESS).ended(Scene.returned()).processes("process 5 (sleep)"), "process 5");
        }
    }

    @Nested
    class NoHostInfo {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "user=anna",
                    "/home/anna/x",
                    "file:///home/anna",
                    "node box17.",
                    "pid 4711\n",
                    "Linux 6.12.3-generic #1",
                    "in /usr/lib/jvm/jdk-25/lib/modules",
                })
        void findsWhatTellsOfTheHost(String text) {
            assertBroken(scene(OracleName.NO_HOST_INFO).ended(Scene.returned(text)), "shows");
            assertBroken(scene(OracleName.NO_HOST_INFO).ended(Scene.failed("OSError", "x", text)), "shows");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "hannah, annab and savanna",
                    "14711 and 47112",
                    "/home/anna/tmp/attack1/secret.txt",
                    "/python/lib/python3.12/anna",
                    "box170",
                })
        void isNotAlarmedByLikeness(String text) {
            assertThat(scene(OracleName.NO_HOST_INFO)
                            .ended(Scene.returned(text))
                            .problems())
                    .isEmpty();
        }
    }

    @Nested
    class Stopped {

        private static final Duration IN_TIME = Duration.ofMillis(2990);

        private static Scene stopped(Outcome outcome, Duration took) {
            return scene(OracleName.STOPPED).run(Optional.of(outcome), took, 1);
        }

        @Test
        void takesAnyStopWithinASecondOfTheDeadline() {
            assertThat(stopped(Scene.timedOut(), IN_TIME).problems()).isEmpty();
            assertThat(stopped(new Outcome.LimitExceeded("cpu", "2 s", "2.1 s", Usage.NONE), IN_TIME)
                            .problems())
                    .isEmpty();
            assertThat(stopped(new Outcome.Killed("x", Usage.NONE), IN_TIME).problems())
                    .isEmpty();
        }

        @Test
        void takesNoOtherEnd() {
            assertBroken(stopped(Scene.returned(), IN_TIME), "RETURNED");
            assertBroken(stopped(Scene.failed("ValueError", "", ""), IN_TIME), "FAILED");
            assertBroken(stopped(new Outcome.Lost("gone", Usage.NONE), IN_TIME), "LOST");
        }

        @Test
        void takesNoLateEndAndNoLateRecovery() {
            assertBroken(stopped(Scene.timedOut(), Duration.ofMillis(3001)), "ended after 3001 ms");
            assertBroken(stopped(Scene.timedOut(), IN_TIME).innocent(null, Duration.ofMillis(3001)), "innocent");
        }
    }

    @Nested
    class Contained {

        @Test
        void takesAnyEnd() {
            assertThat(scene(OracleName.CONTAINED)
                            .ended(new Outcome.Lost("out of memory", Usage.NONE))
                            .problems())
                    .isEmpty();
        }

        @Test
        void takesNoSwollenHostAndNoSwollenWorker() {
            Scene host = scene(OracleName.CONTAINED).ended(Scene.returned()).heapGrowth((64L << 20) + 1);
            Scene worker = scene(OracleName.CONTAINED).ended(Scene.returned()).workerBytes((768L << 20) + 1);

            assertBroken(host, "the host's heap grew");
            assertBroken(worker, "a worker stays");
        }

        @Test
        void leavesRoomUpToThat() {
            assertThat(scene(OracleName.CONTAINED)
                            .ended(Scene.returned())
                            .heapGrowth(64L << 20)
                            .workerBytes(768L << 20)
                            .problems())
                    .isEmpty();
        }
    }

    @Nested
    class NoLeak {

        private static Scene second(Outcome outcome, String... texts) {
            return scene(OracleName.NO_LEAK)
                    .ended(Scene.returned("first owner"))
                    .ended(outcome, texts);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ImportError", "ModuleNotFoundError"})
        void aModuleThatIsRefusedIsClean(String type) {
            assertThat(second(Scene.failed(type, "no", "")).problems()).isEmpty();
        }

        @Test
        void anythingButCleanIsNot() {
            assertBroken(second(Scene.returned("module")), "module");
            assertBroken(second(Scene.returned("clean", "clean")), "not clean");
            assertBroken(second(Scene.returned()), "not clean");
            assertBroken(second(Scene.failed("NameError", "no", "")), "not clean");
            assertBroken(second(Scene.timedOut()), "not clean");
        }

        @Test
        void theMarkMayShowNowhere() {
            assertBroken(second(Scene.returned("clean"), "printed first owner"), "first owner");
            assertBroken(second(Scene.failed("ImportError", "", "first owner")), "first owner");
        }

        @Test
        void withoutASecondPartThereIsNoProof() {
            assertBroken(scene(OracleName.NO_LEAK).ended(Scene.returned("clean")), "never ran");
        }
    }

    @Nested
    class CleanError {

        private static Scene error(String type, String message, String trace) {
            return scene(OracleName.CLEAN_ERROR)
                    .attack("class Own(Exception):\n    pass\nraise Own('/etc/own')", "JSONDecodeError,ValueError")
                    .ended(Scene.failed(type, message, trace));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ValueError", "SystemExit", "JSONDecodeError", "json.decoder.JSONDecodeError", "Own"})
        void takesExceptionsOfPythonOfTheOracleAndOfTheScript(String type) {
            assertThat(error(type, "no", TRACE).problems()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "RuntimeException",
                    "NullPointerException",
                    "PolyglotException",
                    "",
                    "Internal",
                    "StackOverflowError"
                })
        void takesNoOthers(String type) {
            assertBroken(error(type, "no", TRACE), "no exception class of Python");
        }

        @Test
        void takesNoOtherEnd() {
            assertBroken(scene(OracleName.CLEAN_ERROR).ended(Scene.returned()), "RETURNED");
            assertBroken(scene(OracleName.CLEAN_ERROR).ended(Scene.timedOut()), "TIMED_OUT");
            assertBroken(scene(OracleName.CLEAN_ERROR).ended(new Outcome.Lost("x", Usage.NONE)), "LOST");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "java.lang.SecurityException: Operation is not allowed",
                    "<class 'com.oracle.graal.python.PythonLanguage'>",
                    "dev.vivarium.engine.worker.GuestRun",
                    "  at example.Host.msg(Host.java:3)",
                    "(Native.java:12)",
                    "/usr/lib/x86_64/libc.so.6",
                    "/opt/app/lib/engine.jar",
                    "/srv2/app/engine.jar",
                    "/home/anna",
                    "/etc/passwd",
                })
        void takesNothingOfJavasOrTheHosts(String text) {
            assertThat(error("ValueError", text, "").problems()).isNotEmpty();
            assertThat(error("ValueError", "", "x: " + text + "\n").problems()).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"No such file: '/etc/own'", "look at 3 (of 4)", "json.decoder.JSONDecodeError", "a/b/c"})
        void takesTheScriptsOwnWordsAndPythons(String text) {
            assertThat(error("ValueError", text, "").problems()).isEmpty();
        }
    }
}
