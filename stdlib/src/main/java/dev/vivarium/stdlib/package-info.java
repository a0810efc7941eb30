/** Hands the Python sources beside it to the engine. */
package dev.vivarium.stdlib;
