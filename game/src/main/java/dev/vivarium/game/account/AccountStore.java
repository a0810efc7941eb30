package dev.vivarium.game.account;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where accounts are kept. */
public interface AccountStore {

    /** All of them. Waits for the disk; only for the start. */
    List<Account> loadAccounts();

    /** Stores one, new or changed; done when it is on the disk. */
    CompletionStage<Void> save(Account account);
}
