import org.jspecify.annotations.NullMarked;

/** What a script may do: policies, limits, and the kernel walls that enforce them. Knows no other module of Vivarium. */
@NullMarked
module dev.vivarium.policy {
    requires static transitive org.jspecify;
    requires org.snakeyaml.engine;

    exports dev.vivarium.policy;
    exports dev.vivarium.policy.kernel to
            dev.vivarium.engine,
            dev.vivarium.console;
}
