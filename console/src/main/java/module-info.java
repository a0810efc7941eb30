import org.jspecify.annotations.NullMarked;

/** The command line. */
@NullMarked
module dev.vivarium.console {
    requires static org.jspecify;
    requires dev.vivarium.engine;
    requires info.picocli;
    requires tools.jackson.core;

    opens dev.vivarium.console to
            info.picocli;
}
