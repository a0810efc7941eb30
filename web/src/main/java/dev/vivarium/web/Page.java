package dev.vivarium.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The files that a browser gets: the page's own, and those of the editor, which lie in jars of their own. */
final class Page {

    private static final int NONCE_BYTES = 16;
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml; charset=utf-8");

    private final SecureRandom chance = new SecureRandom();
    private final String html = own("index.html").orElseThrow().text();

    /** By the path under {@code /lib/}. */
    private final Map<String, String> libraries = new TreeMap<>();

    private final String importMap;

    Page() {
        Properties modules = new Properties();
        try (InputStream in = Page.class.getResourceAsStream("libraries.properties")) {
            modules.load(Objects.requireNonNull(in, "libraries.properties"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Map<String, String> imports = new TreeMap<>();
        modules.forEach((name, file) -> {
            imports.put(name.toString(), "/lib/" + file);
            libraries.put(file.toString(), resource(file.toString()));
        });
        importMap = Json.write(Map.of("imports", imports));
    }

    /** Where the jar of a library keeps a file: its version is in the path, and in what Maven leaves in each jar. */
    private static String resource(String file) {
        String jar = file.substring(0, file.indexOf('/'));
        Properties maven = new Properties();
        String where = "META-INF/maven/org.webjars.npm/" + jar + "/pom.properties";
        try (InputStream in = Page.class.getClassLoader().getResourceAsStream(where)) {
            maven.load(Objects.requireNonNull(in, where));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return "META-INF/resources/webjars/" + jar + "/" + maven.getProperty("version") + file.substring(jar.length());
    }

    /** A file with what a browser must know of it. */
    record Asset(String text, String type) {}

    /** The page, which allows nothing but its own scripts and styles. */
    record Start(String html, String rules) {}

    Start start() {
        byte[] bytes = new byte[NONCE_BYTES];
        chance.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        String rules = "default-src 'none'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'nonce-" + nonce
                + "'; script-src 'self' 'nonce-" + nonce
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new Start(html.replace("{{nonce}}", nonce).replace("{{imports}}", importMap), rules);
    }

    /** One of the page's own files. */
    Optional<Asset> own(String name) {
        return name.matches("[a-z]+\\.(js|css|svg|html)")
                ? read(Page.class.getResourceAsStream(name), name)
                : Optional.empty();
    }

    /** A file of a library. */
    Optional<Asset> library(String path) {
        String resource = libraries.get(path);
        return resource == null
                ? Optional.empty()
                : read(Page.class.getClassLoader().getResourceAsStream(resource), path);
    }

    private static Optional<Asset> read(@org.jspecify.annotations.Nullable InputStream stream, String name) {
        try (InputStream in = stream) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new Asset(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8),
                            TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/html; charset=utf-8")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
