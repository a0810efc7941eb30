package dev.vivarium.engine.pool;

/** Workers of one kind that a pool shall have: how many, and how they are started. */
record Crew(PoolSettings settings, Launcher launcher) {}
