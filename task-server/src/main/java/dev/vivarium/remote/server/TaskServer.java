package dev.vivarium.remote.server;

import dev.vivarium.Vivarium;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The API of a {@link Vivarium}, opened to other processes over HTTP. It does not own the Vivarium: whoever opened that
 * closes it, after this. Safe for use by any thread.
 */
public final class TaskServer implements AutoCloseable {

    private static final int TICKS_PER_SECOND = 4;

    private final TaskServerSettings settings;
    private final Gate gate;
    private final Routes routes;
    private final Javalin javalin;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("vivarium-task-server").factory());
    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    private TaskServer(Vivarium vivarium, TaskServerSettings settings) {
        this.settings = settings;
        gate = new Gate(settings);
        routes = new Routes(vivarium, settings, gate);
        javalin = Javalin.create(this::configure);
    }

    /**
     * Opens one, which takes requests when this returns.
     *
     * @throws TaskServerException if it may not listen there, or can't
     */
    public static TaskServer open(Vivarium vivarium, TaskServerSettings settings) {
        if (settings.tls().isEmpty() && !isLoopback(settings.host())) {
            throw new TaskServerException("host '" + settings.host()
                    + "' is no loopback address: tokens and results would cross a network in the clear; give a keystore"
                    + " (setting tls, --tls-keystore), or listen on 127.0.0.1");
        }
        TaskServer server = new TaskServer(vivarium, settings);
        try {
            server.javalin.start();
        } catch (RuntimeException failed) {
            server.close();
            throw new TaskServerException("can't listen on " + settings.host() + ", port " + settings.port()
                    + ": is it taken, or the keystore not right?");
        }
        long period = 1000 / TICKS_PER_SECOND;
        server.ticker.scheduleAtFixedRate(server::tick, period, period, TimeUnit.MILLISECONDS);
        return server;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new TaskServerException("host '" + host + "' has no address");
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = Long.MAX_VALUE;
        config.jetty.addConnector(this::connector);
        config.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(settings.bounds().maxConnections(), server));
            server.setErrorHandler(new EarlyErrors());
            // Streams have been ended before, and nothing else takes long: whoever keeps a connection is not waited
            // for.
            server.setStopTimeout(0);
        });
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new EarlyErrors()));
        routes.add(config.routes);
    }

    private ServerConnector connector(Server server, HttpConfiguration shared) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(8192);
        ServerConnector connector = settings.tls()
                .map(tls -> {
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    SslContextFactory.Server ssl = new SslContextFactory.Server();
                    ssl.setKeyStorePath(tls.keystore().toAbsolutePath().toString());
                    ssl.setKeyStorePassword(tls.password());
                    ssl.setSniRequired(false);
                    return new ServerConnector(server, ssl, new HttpConnectionFactory(http));
                })
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.bounds().idle().toMillis());
        return connector;
    }

    private void tick() {
        gate.tick(ticks.incrementAndGet() % TICKS_PER_SECOND == 0);
    }

    /** Where it listens. */
    public URI address() {
        String scheme = settings.tls().isPresent() ? "https" : "http";
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return URI.create(scheme + "://" + host + ":" + javalin.port());
    }

    /** Ends all streams, saying why, and takes no more requests. Tasks go on. Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            gate.close();
            javalin.stop();
            ticker.shutdownNow();
        }
    }
}
