import org.jspecify.annotations.NullMarked;

/** Keeps delays in a database. Users need it on their path, and nothing of it in their code. */
@NullMarked
module dev.vivarium.store {
    requires static org.jspecify;
    requires com.github.kagkarlsson.scheduler;
    requires com.zaxxer.hikari;
    requires dev.vivarium.engine;
    requires java.sql;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    provides dev.vivarium.spi.DelayStoreProvider with
            dev.vivarium.store.StoreProvider;
}
