/** What a script may do and use up. Everything here is immutable data. */
package dev.vivarium.policy;
