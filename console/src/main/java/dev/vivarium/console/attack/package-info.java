/** Runs a corpus of attacks against real engines and judges from outside what came of each. */
package dev.vivarium.console.attack;
