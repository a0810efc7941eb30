import org.jspecify.annotations.NullMarked;

/** A client elsewhere: what crosses between it and a task server, and a {@code Vivarium} that is on another machine. */
@NullMarked
module dev.vivarium.remote {
    requires static transitive org.jspecify;
    requires transitive dev.vivarium.engine;
    requires java.net.http;
    requires org.slf4j;
    requires tools.jackson.core;

    exports dev.vivarium.remote.client;
    exports dev.vivarium.remote to
            dev.vivarium.remote.server;
}
