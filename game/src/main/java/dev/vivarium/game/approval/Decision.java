package dev.vivarium.game.approval;

import java.util.Optional;

/**
 * What an admin says to a script that waits.
 *
 * @param where the admin's session, or the page, for the audit log
 * @param admin who decides
 * @param id the script's number
 * @param source what the admin has seen: another one is not decided about
 * @param rejection why it may not run; empty if it may
 */
public record Decision(String where, String admin, long id, String source, Optional<String> rejection) {}
