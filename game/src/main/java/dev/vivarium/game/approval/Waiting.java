package dev.vivarium.game.approval;

/**
 * A script that waits for approval.
 *
 * @param id its number
 * @param label what people are shown of it
 * @param author who has written it, and with whose rights it would act
 * @param source Python
 */
public record Waiting(long id, String label, String author, String source) {}
