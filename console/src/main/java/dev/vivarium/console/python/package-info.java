/** Values in Python's own notation. */
package dev.vivarium.console.python;
