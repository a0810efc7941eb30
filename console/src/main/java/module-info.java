import org.jspecify.annotations.NullMarked;

/** The command line. */
@NullMarked
module dev.vivarium.console {
    requires static org.jspecify;
    requires dev.vivarium.engine;
    requires dev.vivarium.game;
    requires dev.vivarium.metrics;
    requires dev.vivarium.remote.server;
    requires dev.vivarium.web;
    requires info.picocli;
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires org.graalvm.polyglot;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires tools.jackson.core;

    opens dev.vivarium.console to
            info.picocli;
    // The engine calls the marked methods of the capabilities that attacks are given.
    opens dev.vivarium.console.attack to
            dev.vivarium.engine;
}
