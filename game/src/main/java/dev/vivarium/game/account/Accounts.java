package dev.vivarium.game.account;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** All accounts, by name in whatever case. For the game's thread alone. */
public final class Accounts {

    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}' -]{0,22}[\\p{L}\\p{N}]");
    private static final Set<String> TAKEN = Set.of("me", "self", "here", "host", "all", "nobody", "the game");
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 200;

    private final AccountStore store;
    private final Map<String, Account> accounts = new HashMap<>();

    /** Those that {@code store} keeps. Waits for the disk. */
    public Accounts(AccountStore store) {
        this.store = store;
        store.loadAccounts().forEach(account -> accounts.put(key(account.name()), account));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The account of that name. */
    public Optional<Account> find(String name) {
        return Optional.ofNullable(accounts.get(key(name)));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return accounts.isEmpty();
    }

    /** Why nobody can have that name and password; empty if somebody can. */
    public Optional<String> whyNot(String name, String password) {
        if (!NAME.matcher(name).matches() || TAKEN.contains(key(name))) {
            return Optional.of("A name begins with a letter and has 2 to 24 letters, digits, spaces, hyphens and"
                    + " apostrophes; '" + name + "' can't be one.");
        }
        if (find(name).isPresent()) {
            return Optional.of("There is somebody called '" + name + "' already.");
        }
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            return Optional.of("A password has from " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters.");
        }
        return Optional.empty();
    }

    /** Adds one, whose name is not there yet, or changes it. Done when it is on the disk. */
    public CompletionStage<Void> add(Account account) {
        accounts.put(key(account.name()), account);
        return store.save(account);
    }

    /** Takes back one that could not be stored. */
    public void forget(Account account) {
        accounts.remove(key(account.name()), account);
    }
}
