package dev.vivarium.engine.link;

/**
 * Two connected ends in one JVM.
 *
 * @param left one
 * @param right the other
 */
public record TransportPair(Transport left, Transport right) {}
