/** The system's clock and timer: the only code that reads them. */
package dev.vivarium.engine.time;
