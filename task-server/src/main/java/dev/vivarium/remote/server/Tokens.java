package dev.vivarium.remote.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes and checks tokens. They have 256 random bits, so a plain hash tells nobody what they are. */
public final class Tokens {

    private static final String SCHEME = "Bearer ";
    private static final String PREFIX = "viv_";
    private static final int BYTES = 32;

    /** What {@link #make} makes. Nothing else is ever taken, so that no weak token can be put into a file. */
    private static final Pattern FORM = Pattern.compile("viv_[A-Za-z0-9_-]{43}");

    private Tokens() {}

    /** A new token. */
    public static String make() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What a tokens file has in place of {@code token}. */
    public static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }

    /** Whose token {@code header} brings, an Authorization header. Takes as long for each of them, right or wrong. */
    static Optional<RemoteClient> find(List<RemoteClient> clients, @Nullable String header) {
        String given = header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : "";
        byte[] hash = hash(given).getBytes(StandardCharsets.US_ASCII);
        RemoteClient found = null;
        for (RemoteClient client : clients) {
            if (MessageDigest.isEqual(hash, client.tokenHash().getBytes(StandardCharsets.US_ASCII))) {
                found = client;
            }
        }
        return FORM.matcher(given).matches() ? Optional.ofNullable(found) : Optional.empty();
    }
}
