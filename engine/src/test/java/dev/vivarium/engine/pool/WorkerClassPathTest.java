package dev.vivarium.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerClassPathTest {

    private static List<String> names(List<Path> entries) {
        return entries.stream().map(entry -> entry.getFileName().toString()).toList();
    }

    /** The engine is a folder with classes here; bcprov has its descriptor in a part for later versions of Java. */
    @Test
    void aWorkerLoadsTheEngineAndWhatPythonNeeds() {
        assertThat(WorkerClassPath.find())
                .allMatch(Path::isAbsolute)
                .anyMatch(entry -> Files.exists(entry.resolve("dev/vivarium/engine/worker/WorkerMain.class")));
        assertThat(names(WorkerClassPath.find()))
                .anyMatch(name -> name.startsWith("python-language-"))
                .anyMatch(name -> name.startsWith("python-resources-"))
                .anyMatch(name -> name.startsWith("truffle-runtime-"))
                .anyMatch(name -> name.startsWith("bcprov-"));
    }

    @Test
    void nothingOfItsHostIsThere() {
        assertThat(names(WorkerClassPath.find()))
                .noneMatch(name -> name.startsWith("junit-"))
                .noneMatch(name -> name.startsWith("slf4j-"))
                .noneMatch(name -> name.startsWith("jackson-databind-"))
                .noneMatch(name -> name.equals("test-classes"));
    }

    /** The order is the compiler's own, not that of the host's path. */
    @Test
    void theCompilerComesWithWhatItNeedsOrNotAtAll() {
        assertThat(names(WorkerClassPath.compiler()))
                .satisfiesExactly(
                        name -> assertThat(name).startsWith("compiler-"),
                        name -> assertThat(name).startsWith("truffle-compiler-"),
                        name -> assertThat(name).startsWith("collections-"),
                        name -> assertThat(name).startsWith("word-"));
    }
}
