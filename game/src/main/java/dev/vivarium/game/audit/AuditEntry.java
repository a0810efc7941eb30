package dev.vivarium.game.audit;

import java.time.Instant;

/**
 * What somebody has done.
 *
 * @param id its number, counted up
 * @param at when
 * @param who the account
 * @param where the session and its address
 * @param what the words, or the source
 * @param outcome how it ended; {@code begun} before that
 */
public record AuditEntry(long id, Instant at, String who, String where, String what, String outcome) {}
