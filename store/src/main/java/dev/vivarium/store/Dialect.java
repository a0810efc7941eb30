package dev.vivarium.store;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;

/** Where the two databases differ. */
enum Dialect {
    SQLITE("blob", "timestamp", "") {
        @Override
        SchedulerBuilder polling(SchedulerBuilder builder) {
            return builder.pollUsingFetch(0.5, 2);
        }
    },
    POSTGRESQL("bytea", "timestamp with time zone", " for update") {
        @Override
        SchedulerBuilder polling(SchedulerBuilder builder) {
            return builder.pollUsingLockAndFetch(0.5, 1);
        }
    };

    /** The type of bytes. */
    final String bytes;

    /** The type of a moment. */
    final String moment;

    /** Keeps the rows of a query from others until the transaction ends; SQLite has one writer anyway. */
    final String forUpdate;

    Dialect(String bytes, String moment, String forUpdate) {
        this.bytes = bytes;
        this.moment = moment;
        this.forUpdate = forUpdate;
    }

    /** How the scheduler looks for what is due. */
    abstract SchedulerBuilder polling(SchedulerBuilder builder);
}
