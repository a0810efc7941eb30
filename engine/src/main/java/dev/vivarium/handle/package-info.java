/** What every handle of a task is made of, wherever its script runs: who listens, and when they are told. Not for users. */
package dev.vivarium.handle;
