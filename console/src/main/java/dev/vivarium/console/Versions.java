package dev.vivarium.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Versions as the build knew them. */
final class Versions implements IVersionProvider {

    private final Properties properties = load();

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream stream = Versions.class.getResourceAsStream("versions.properties")) {
            if (stream == null) {
                throw new IllegalStateException("versions.properties is missing from vivarium-console");
            }
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** Vivarium's own. */
    String vivarium() {
        return properties.getProperty("vivarium", "unknown");
    }

    /** That of the Python runtime. */
    String graalPy() {
        return properties.getProperty("graalpy", "unknown");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"vivarium " + vivarium() + " (GraalPy " + graalPy() + ", Java " + Runtime.version() + ")"};
    }
}
