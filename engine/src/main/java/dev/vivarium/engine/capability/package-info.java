/** Host objects that scripts may use: what of them can be seen, and how a call from a script is made. */
package dev.vivarium.engine.capability;
