/** Messages between host and worker, and the transports that carry them; shared by both sides. */
package dev.vivarium.engine.link;
