/** plac's words over the task table: an interpreter of lines, the terminal around it, and transcripts that test it. */
package dev.vivarium.console.shell;
