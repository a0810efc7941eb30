/** Which scripts are accepted, and in which order they get a worker. */
package dev.vivarium.engine.admit;
