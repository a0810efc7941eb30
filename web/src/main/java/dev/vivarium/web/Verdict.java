package dev.vivarium.web;

import java.util.Optional;

/**
 * What an admin says to a script that waits.
 *
 * @param where from
 * @param admin who decides
 * @param id the script's number
 * @param source what the admin has seen of it: if it is another one by now, nothing is decided
 * @param rejection why it may not run; empty if it may
 */
public record Verdict(String where, String admin, long id, String source, Optional<String> rejection) {}
