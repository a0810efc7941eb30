/** The command {@code vivarium}: one class per subcommand, and what turns their words into scripts and back. */
package dev.vivarium.console;
