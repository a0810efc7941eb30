package dev.vivarium.game.store;

import dev.vivarium.game.account.Account;
import dev.vivarium.game.account.AccountStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Accounts in the table {@code world_account}. */
public final class SqliteAccountStore implements AccountStore {

    private final Database database;

    /** Makes the table if it is not there. */
    public SqliteAccountStore(Database database) {
        this.database = database;
        database.define("CREATE TABLE IF NOT EXISTS world_account (name TEXT PRIMARY KEY, password TEXT NOT NULL)");
    }

    @Override
    public List<Account> loadAccounts() {
        return database.now(connection -> {
            List<Account> accounts = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT name, password FROM world_account")) {
                while (found.next()) {
                    accounts.add(new Account(found.getString(1), found.getString(2)));
                }
            }
            return accounts;
        });
    }

    @Override
    public CompletionStage<Void> save(Account account) {
        return database.write(connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement("INSERT OR REPLACE INTO world_account VALUES (?,?)")) {
                        insert.setString(1, account.name());
                        insert.setString(2, account.password());
                        return insert.executeUpdate();
                    }
                })
                .thenAccept(_ -> {});
    }
}
