package dev.vivarium.game.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords with PBKDF2 (HMAC-SHA256), on one thread of its own: a hash takes a good part of a second on purpose,
 * and whoever tries many shall wait for himself. Safe for use by any thread.
 */
public final class Passwords implements AutoCloseable {

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final String NAME = "pbkdf2-sha256";
    private static final int BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final int MOST_WAITING = 200;

    private final SecureRandom random = new SecureRandom();
    private final int rounds;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("game-passwords").factory());

    /** What a password is compared with where there is no account: that takes as long as if there were one. */
    private final String nobodys;

    /** @param rounds how often new passwords are hashed; more is slower, for attackers as well */
    public Passwords(int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1, not " + rounds);
        }
        this.rounds = rounds;
        nobodys = NAME + "$" + rounds + "$" + text(new byte[SALT_BYTES]) + "$" + text(new byte[BITS / 8]);
    }

    /** Hashes {@code password}; fails with a RejectedExecutionException if too many wait. */
    public CompletionStage<String> hash(String password) {
        return later(() -> {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return NAME + "$" + rounds + "$" + text(salt) + "$" + text(derive(password, salt, rounds));
        });
    }

    /** Whether {@code password} is that of {@code account}; fails with a RejectedExecutionException if too many wait. */
    public CompletionStage<Boolean> matches(String password, java.util.Optional<Account> account) {
        String stored = account.map(Account::password).orElse(nobodys);
        return later(() -> equal(password, stored) && account.isPresent());
    }

    private static boolean equal(String password, String stored) {
        List<String> parts = List.of(stored.split("\\$", -1));
        if (parts.size() != 4 || !parts.getFirst().equals(NAME)) {
            throw new IllegalStateException("the database holds a password in a form that is not known");
        }
        byte[] salt = Base64.getDecoder().decode(parts.get(2));
        byte[] wanted = Base64.getDecoder().decode(parts.get(3));
        return MessageDigest.isEqual(wanted, derive(password, salt, Integer.parseInt(parts.get(1))));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        } finally {
            spec.clearPassword();
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private <T> CompletionStage<T> later(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedStage(full);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
