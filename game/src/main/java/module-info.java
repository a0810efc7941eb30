import org.jspecify.annotations.NullMarked;

/** A small game around Vivarium, which uses nothing but the public API. */
@NullMarked
module dev.vivarium.game {
    requires static org.jspecify;
    requires transitive dev.vivarium.engine;
    requires java.sql;
    requires org.graalvm.polyglot;
    requires org.slf4j;

    exports dev.vivarium.game;
    exports dev.vivarium.game.loop;
    exports dev.vivarium.game.telnet;
}
