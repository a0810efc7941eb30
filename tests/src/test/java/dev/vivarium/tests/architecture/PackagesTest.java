package dev.vivarium.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vivarium.engine.link.LinkServer;
import dev.vivarium.engine.worker.Jvm;
import dev.vivarium.engine.worker.KernelWalls;
import dev.vivarium.engine.worker.PythonWalls;
import dev.vivarium.engine.worker.TrainingMain;
import dev.vivarium.engine.worker.Worker;
import dev.vivarium.engine.worker.WorkerMain;
import dev.vivarium.engine.worker.WorkerService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** Which package may know which. */
@AnalyzeClasses(packages = "dev.vivarium", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    private static final String API = "dev.vivarium";
    private static final String VALUE = "dev.vivarium.value..";
    private static final String ENGINE = "dev.vivarium.engine..";
    private static final String POLICY = "dev.vivarium.policy..";
    private static final String STDLIB = "dev.vivarium.stdlib..";
    private static final String CONSOLE = "dev.vivarium.console..";
    private static final String REMOTE = "dev.vivarium.remote..";
    private static final String GAME = "dev.vivarium.game..";
    private static final String WEB = "dev.vivarium.web..";
    private static final String METRICS = "dev.vivarium.metrics..";
    private static final String SPI = "dev.vivarium.spi..";
    private static final String HANDLE = "dev.vivarium.handle..";
    private static final String STORE = "dev.vivarium.store..";

    @ArchTest
    static final ArchRule policiesKnowNoOtherModule = noClasses()
            .that()
            .resideInAPackage(POLICY)
            .should()
            .dependOnClassesThat(resideInAnyPackage(API + "..").and(not(resideInAnyPackage(POLICY))));

    @ArchTest
    static final ArchRule theStandardLibraryKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage(STDLIB)
            .should()
            .dependOnClassesThat(resideInAnyPackage(API + "..").and(not(resideInAnyPackage(STDLIB))));

    @ArchTest
    static final ArchRule theEngineKnowsNoFace = noClasses()
            .that()
            .resideInAnyPackage(API, VALUE, ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONSOLE, GAME, WEB, METRICS, REMOTE);

    /** The page is told by an interface of its own what it needs to know of the game. */
    @ArchTest
    static final ArchRule pageAndMetricsSeeThePublicApiAndThePoliciesAlone = noClasses()
            .that()
            .resideInAnyPackage(WEB, METRICS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, STDLIB, CONSOLE, GAME, "dev.vivarium.policy.kernel..");

    /** It is there to be copied: what it uses is what every embedding program has. */
    @ArchTest
    static final ArchRule theGameSeesThePublicApiAndThePoliciesAlone = noClasses()
            .that()
            .resideInAPackage(GAME)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, STDLIB, CONSOLE, WEB, METRICS, "dev.vivarium.policy.kernel..");

    @ArchTest
    static final ArchRule theConsoleSeesThePublicApiAndThePoliciesAlone = noClasses()
            .that()
            .resideInAPackage(CONSOLE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, STDLIB)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theStoreKnowsTheApiAndWhatItProvides = noClasses()
            .that()
            .resideInAPackage(STORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(API + "..").and(not(resideInAnyPackage(API, SPI, POLICY, STORE))));

    @ArchTest
    static final ArchRule nobodyKnowsTheStore = noClasses()
            .that(not(resideInAnyPackage(STORE)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(STORE);

    @ArchTest
    static final ArchRule whatHandlesAreMadeOfKnowsThePublicApiAlone = noClasses()
            .that()
            .resideInAPackage(HANDLE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(API + "..").and(not(resideInAnyPackage(API, HANDLE))));

    @ArchTest
    static final ArchRule onlyTasksAndRemoteClientsMakeHandles = noClasses()
            .that(not(resideInAnyPackage(
                    HANDLE, API + ".engine", room("task"), room("dialog"), "dev.vivarium.remote.client..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HANDLE);

    @ArchTest
    static final ArchRule whatIsRemoteSeesThePublicApiAndThePoliciesAlone = noClasses()
            .that()
            .resideInAPackage(REMOTE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, STDLIB, CONSOLE, GAME, WEB, METRICS, "dev.vivarium.policy.kernel..");

    @ArchTest
    static final ArchRule aClientElsewhereKnowsNoServer = noClasses()
            .that()
            .resideInAnyPackage("dev.vivarium.remote", "dev.vivarium.remote.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.vivarium.remote.server..", "io.javalin..", "org.eclipse.jetty..");

    @ArchTest
    static final ArchRule theApiKnowsNoRoomOfTheEngine = noClasses()
            .that()
            .resideInAnyPackage(API, VALUE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ENGINE);

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("(dev.vivarium..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theLinkKnowsNoOtherRoom = noClasses()
            .that()
            .resideInAPackage(room("link"))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ENGINE).and(not(resideInAnyPackage(room("link")))));

    @ArchTest
    static final ArchRule aWorkerKnowsNothingOfTheHostsSide = noClasses()
            .that()
            .resideInAPackage(room("worker"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(API + ".engine", room("pool"), room("task"), room("admit"));

    @ArchTest
    static final ArchRule thePoolKnowsOfTheWorkerOnlyHowItIsStarted = noClasses()
            .that()
            .resideInAnyPackage(room("pool"), room("task"), room("admit"))
            .should()
            .dependOnClassesThat(resideInAnyPackage(room("worker"))
                    .and(not(belongToAnyOf(
                            Worker.class,
                            WorkerMain.class,
                            TrainingMain.class,
                            WorkerService.class,
                            PythonWalls.class,
                            KernelWalls.class,
                            Jvm.class))));

    @ArchTest
    static final ArchRule tasksKnowTheirCapabilitiesAndQuestionsAndNoOtherRoom = noClasses()
            .that()
            .resideInAnyPackage(room("task"))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ENGINE)
                    .and(not(resideInAnyPackage(room("task"), room("capability"), room("dialog")))));

    /** Variables are measured as the link will write them. */
    @ArchTest
    static final ArchRule admissionKnowsTheLinkAndNoOtherRoom = noClasses()
            .that()
            .resideInAnyPackage(room("admit"))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ENGINE).and(not(resideInAnyPackage(room("admit"), room("link")))));

    /**
     * The deadline of a connection is that of a system call: no test's clock could move the kernel's. And the doctor
     * and the attacker tell how long real workers really took.
     */
    @ArchTest
    static final ArchRule onlyTheTimeRoomReadsTheClock = noClasses()
            .that(not(resideInAnyPackage(room("time")))
                    .and(not(belongToAnyOf(LinkServer.class)
                            .or(simpleName("WorkerTrial"))
                            .or(simpleName("Stopwatch")))))
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", Duration.class);

    @ArchTest
    static final ArchRule whatRunsInAWorkerLogsNothingByItself = noClasses()
            .that()
            .resideInAnyPackage(API, VALUE, POLICY, STDLIB, room("worker"), room("link"), room("time"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule nobodyUsesJavasOwnLogging =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule onlyProgramsWriteToTheStandardStreams = noClasses()
            .that(not(belongToAnyOf(WorkerMain.class)).and(not(resideInAnyPackage(CONSOLE))))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static String room(String name) {
        return "dev.vivarium.engine." + name + "..";
    }
}
