package dev.vivarium.web;

/**
 * A script that runs only when an admin has approved it.
 *
 * @param id its number
 * @param label what people are shown of it
 * @param author who has written it
 * @param source Python
 */
public record WaitingScript(long id, String label, String author, String source) {}
