/** Puts the rooms together behind the public API. */
package dev.vivarium.engine;
