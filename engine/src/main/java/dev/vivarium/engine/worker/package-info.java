/** The guest side: contexts, what a script finds in them, its turn to compute and the ways it is stopped. */
package dev.vivarium.engine.worker;
