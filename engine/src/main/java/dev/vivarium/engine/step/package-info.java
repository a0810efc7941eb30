/** Scripts that go on only while the host's own loop lets them: placement cooperative. */
package dev.vivarium.engine.step;
