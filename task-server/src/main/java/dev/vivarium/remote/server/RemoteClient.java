package dev.vivarium.remote.server;

import dev.vivarium.policy.Policy;

/**
 * Somebody who may use a task server.
 *
 * @param name the owner of its tasks
 * @param role what it sees
 * @param ceiling no script of its runs under a wider policy
 * @param tokenHash SHA-256 of its token, in lower-case hexadecimal digits
 */
public record RemoteClient(String name, Role role, Policy ceiling, String tokenHash) {}
