import org.jspecify.annotations.NullMarked;

/** How a script runs. Users see {@code dev.vivarium} and {@code dev.vivarium.value}, nothing else. */
@NullMarked
module dev.vivarium.engine {
    requires static transitive org.jspecify;
    requires transitive dev.vivarium.policy;
    requires dev.vivarium.stdlib;
    requires java.management;
    requires jdk.management;
    requires org.graalvm.polyglot;
    requires org.graalvm.truffle;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.dataformat.cbor;

    exports dev.vivarium;
    exports dev.vivarium.value;
    exports dev.vivarium.handle to
            dev.vivarium.remote;
    exports dev.vivarium.spi to
            dev.vivarium.store;

    uses dev.vivarium.VivariumProvider;
    uses dev.vivarium.spi.DelayStoreProvider;

    provides dev.vivarium.VivariumProvider with
            dev.vivarium.engine.EngineProvider;
}
