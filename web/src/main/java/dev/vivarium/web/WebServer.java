package dev.vivarium.web;

import dev.vivarium.Vivarium;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Shows a {@link Vivarium} in a browser: scripts to write and run, tasks, workers, policies, the audit log. It does not
 * own the Vivarium: whoever opened that closes it, after this. Plain HTTP, meant for loopback or behind a proxy that
 * adds TLS. Safe for use by any thread.
 */
public final class WebServer implements AutoCloseable {

    private static final int LARGEST_HEADERS = 8 * 1024;
    private static final long IDLE_MILLIS = 60_000;

    private final WebSettings settings;
    private final Routes routes;
    private final Javalin javalin;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WebServer(Vivarium vivarium, WebHost host, WebSettings settings) {
        this.settings = settings;
        routes = new Routes(vivarium, host, settings);
        javalin = Javalin.create(this::configure);
    }

    /**
     * Opens one, which takes requests when this returns.
     *
     * @throws IOException if it can't listen there
     */
    public static WebServer open(Vivarium vivarium, WebHost host, WebSettings settings) throws IOException {
        WebServer server = new WebServer(vivarium, host, settings);
        try {
            server.javalin.start();
        } catch (RuntimeException failed) {
            server.close();
            throw new IOException(
                    "can't listen for the page on " + settings.host() + ", port " + settings.port() + ": is it taken?",
                    failed);
        }
        return server;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.addConnector(this::connector);
        config.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(settings.connections(), server));
            // Streams have been ended before, and nothing else takes long.
            server.setStopTimeout(0);
        });
        routes.add(config.routes);
    }

    private ServerConnector connector(Server server, HttpConfiguration shared) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(LARGEST_HEADERS);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    /** Where it listens. */
    public URI address() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return URI.create("http://" + host + ":" + javalin.port() + "/");
    }

    /** Ends all sessions and takes no more requests. Tasks go on. Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            routes.close();
            javalin.stop();
        }
    }
}
