import org.jspecify.annotations.NullMarked;

/** What a script sees: the Python side of Vivarium. */
@NullMarked
module dev.vivarium.stdlib {
    requires static transitive org.jspecify;

    exports dev.vivarium.stdlib to
            dev.vivarium.engine;
}
