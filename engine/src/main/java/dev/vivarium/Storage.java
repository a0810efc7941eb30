package dev.vivarium;

import java.nio.file.Path;

/** Where a {@link Vivarium} keeps what shall outlive its process. */
public sealed interface Storage {

    /** An SQLite file in {@code path}, for one Vivarium at a time; see {@link VivariumBuilder#data}. */
    record Directory(Path path) implements Storage {}

    /** A PostgreSQL database that several may share; see {@link VivariumBuilder#database}. */
    record Database(String url, String user, String password) implements Storage {

        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }
}
