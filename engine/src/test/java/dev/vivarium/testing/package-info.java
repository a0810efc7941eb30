/** Fixtures that the tests of several modules use. */
package dev.vivarium.testing;
