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
    exports dev.vivarium.game.approval;
    exports dev.vivarium.game.audit;
    exports dev.vivarium.game.loop;
    exports dev.vivarium.game.telnet;
    exports dev.vivarium.game.ticket;
    exports dev.vivarium.game.world;

    // The engine calls the marked methods of what scripts are given.
    opens dev.vivarium.game.live to
            dev.vivarium.engine;
    opens dev.vivarium.game.py to
            dev.vivarium.engine;
}
