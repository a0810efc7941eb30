/** A {@code Vivarium} whose engine is behind a task server. */
package dev.vivarium.remote.client;
