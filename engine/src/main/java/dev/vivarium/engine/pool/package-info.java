/** Supervised workers on the host's side: started, watched, given tasks, stopped and replaced. */
package dev.vivarium.engine.pool;
