/** What the module that stores delays gives the engine. Not for users. */
package dev.vivarium.spi;
