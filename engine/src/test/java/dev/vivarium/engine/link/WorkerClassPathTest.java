package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.policy.Limits;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.dataformat.cbor.CBORFactory;

/** A worker has Jackson's streaming jars on its class path, and neither jackson-databind nor SLF4J. */
class WorkerClassPathTest {

    /** Runs in the other class loader: every message there and back. */
    static final class RoundTrips implements Callable<String> {

        @Override
        public String call() throws ProtocolException {
            for (Message.FromHost message : Samples.fromHost()) {
                Codec.forWorker().decode(Codec.forHost(_ -> Samples.WIDE).encode(message));
            }
            for (Message.FromWorker message : Samples.fromWorker()) {
                Codec.forHost(_ -> Samples.WIDE).decode(Codec.forWorker().encode(message));
            }
            return "all came back";
        }
    }

    @Test
    void theCodecNeedsNoDatabind() throws Exception {
        List<Class<?>> oneOfEach =
                List.of(Codec.class, Samples.class, Limits.class, JsonParser.class, CBORFactory.class);
        URL[] classPath =
                oneOfEach.stream().flatMap(WorkerClassPathTest::source).toArray(URL[]::new);
        try (URLClassLoader worker = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> worker.loadClass("tools.jackson.databind.ObjectMapper"))
                    .isInstanceOf(ClassNotFoundException.class);
            var constructor = worker.loadClass(RoundTrips.class.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            assertThat(constructor.newInstance())
                    .isInstanceOfSatisfying(
                            Callable.class,
                            roundTrips -> assertThat(roundTrips)
                                    .extracting(WorkerClassPathTest::result)
                                    .isEqualTo("all came back"));
        }
    }

    private static Object result(Callable<?> callable) {
        try {
            return callable.call();
        } catch (Exception e) {
            throw new AssertionError("in the worker's class loader", e);
        }
    }

    private static Stream<URL> source(Class<?> type) {
        return Stream.of(type.getProtectionDomain().getCodeSource().getLocation());
    }
}
