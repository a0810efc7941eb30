import org.jspecify.annotations.NullMarked;

/** The page: scripts, tasks, workers and policies of a {@code Vivarium} in a browser. */
@NullMarked
module dev.vivarium.web {
    requires static org.jspecify;
    requires transitive dev.vivarium.engine;
    requires io.javalin;
    requires kotlin.stdlib;
    requires org.eclipse.jetty.server;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports dev.vivarium.web;

    // Records become JSON.
    opens dev.vivarium.web to
            tools.jackson.databind;
}
