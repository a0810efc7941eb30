import org.jspecify.annotations.NullMarked;

/** What a {@code Vivarium} counts, for Micrometer. */
@NullMarked
module dev.vivarium.metrics {
    requires static org.jspecify;
    requires transitive dev.vivarium.engine;
    requires transitive micrometer.core;

    exports dev.vivarium.metrics;
}
