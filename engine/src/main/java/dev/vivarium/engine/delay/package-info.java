/** Calls that are made later. */
package dev.vivarium.engine.delay;
