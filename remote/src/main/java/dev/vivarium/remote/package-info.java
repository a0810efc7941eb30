/** What crosses between a client elsewhere and a task server, as JSON. */
package dev.vivarium.remote;
