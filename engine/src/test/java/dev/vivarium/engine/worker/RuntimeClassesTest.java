package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes are initialised, and when. The jar here has names alone: the classes are those of the real runtime. */
class RuntimeClassesTest {

    private static final String PATH = "java.class.path";
    private static final List<String> OF_THE_RUNTIME =
            List.of("com/oracle/truffle/api/CompilerDirectives.class", "com/oracle/truffle/api/TruffleLanguage.class");
    private static final List<String> OTHERS = List.of(
            "com/oracle/graal/python/IsNotThere.class",
            "com/oracle/truffle/runtime/OptimizedCallTarget.class",
            "com/oracle/truffle/api/notes.txt",
            "java/lang/String.class");

    @TempDir
    private Path folder;

    private String before;

    @BeforeEach
    void set() throws IOException {
        before = System.getProperty(PATH);
        Path jar = folder.resolve("runtime.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String name : OTHERS) {
                zip.putNextEntry(new ZipEntry(name));
            }
            for (String name : OF_THE_RUNTIME) {
                zip.putNextEntry(new ZipEntry(name));
            }
        }
        System.setProperty(PATH, jar + File.pathSeparator + folder);
    }

    @AfterEach
    void reset() {
        System.setProperty(PATH, before);
    }

    @Test
    void allOfTheRuntimeThatIsThereIsInitialisedAndNothingElse() throws IOException {
        assertThat(new RuntimeClasses(() -> false).initialise()).isEqualTo(OF_THE_RUNTIME.size());
    }

    @Test
    void whileAScriptComputesItWaits() throws IOException {
        AtomicInteger looks = new AtomicInteger();
        RuntimeClasses classes = new RuntimeClasses(() -> looks.incrementAndGet() <= 10);
        assertThat(classes.initialise()).isEqualTo(OF_THE_RUNTIME.size());
        assertThat(looks.get()).isGreaterThan(10);
    }

    @Test
    void aCloseEndsItAlsoWhileItWaits() throws IOException {
        AtomicReference<RuntimeClasses> closing = new AtomicReference<>();
        closing.set(new RuntimeClasses(() -> {
            closing.get().close();
            return true;
        }));
        assertThat(closing.get().initialise()).isZero();
    }
}
