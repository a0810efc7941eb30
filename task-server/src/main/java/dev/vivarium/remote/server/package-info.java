/** A task server: the API of a {@code Vivarium} over HTTP, for clients that have a token. */
package dev.vivarium.remote.server;
