import org.jspecify.annotations.NullMarked;

/** Opens a {@code Vivarium} to clients elsewhere. */
@NullMarked
module dev.vivarium.remote.server {
    requires static transitive org.jspecify;
    requires transitive dev.vivarium.engine;
    requires dev.vivarium.remote;
    requires io.javalin;
    requires kotlin.stdlib;
    requires org.eclipse.jetty.server;
    requires org.slf4j;
    requires org.snakeyaml.engine;

    exports dev.vivarium.remote.server;
}
