package dev.vivarium.web;

import java.time.Instant;

/**
 * What somebody has done with powers that others have not.
 *
 * @param at when
 * @param who the account
 * @param where from
 * @param what the words or the source
 * @param outcome how it ended
 */
public record AuditLine(Instant at, String who, String where, String what, String outcome) {}
