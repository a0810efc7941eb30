/** JMH benchmarks of what happens inside one process: {@code vivarium bench jmh}. No part of any build's checks. */
@NullMarked
package dev.vivarium.benchmarks.inside;

import org.jspecify.annotations.NullMarked;
