/**
 * The kernel's walls around a worker: a JVM asks Linux to take away its own rights before it runs a stranger's code.
 *
 * <p>{@link dev.vivarium.policy.kernel.KernelSupport} tells whether this machine has the walls,
 * {@link dev.vivarium.policy.kernel.ConfinementPlan} says where they stand and
 * {@link dev.vivarium.policy.kernel.Confinement} raises them. What was given up can't be had back.
 */
package dev.vivarium.policy.kernel;
