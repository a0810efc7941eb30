/** Scripts that wait for an answer. */
package dev.vivarium.engine.dialog;
