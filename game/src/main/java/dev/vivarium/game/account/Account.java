package dev.vivarium.game.account;

/**
 * Somebody who may sign in, and plays the character of the same name.
 *
 * @param name as it was written when it was made
 * @param password what {@link Passwords} made of it
 */
public record Account(String name, String password) {

    /** Shows no password, not even a hashed one. */
    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
