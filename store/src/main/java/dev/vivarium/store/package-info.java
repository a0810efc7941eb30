/** Delays in SQLite or PostgreSQL: our own tables say what is to run, db-scheduler's table when, and who does it. */
package dev.vivarium.store;
