/** The plain data that crosses between Java and a script, always by copy. */
package dev.vivarium.value;
