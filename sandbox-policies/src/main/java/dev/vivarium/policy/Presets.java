package dev.vivarium.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The policies that exist without a policy file, from the narrowest to the widest. The table of what each grants is in
 * {@code docs/policies.md}, made from these.
 */
public final class Presets {

    /** Modules for computing with plain data. None of them reaches out of its context. */
    public static final Names PURE_MODULES = Names.only(
            "abc",
            "array",
            "ast",
            "base64",
            "binascii",
            "bisect",
            "calendar",
            "cmath",
            "codecs",
            "collections",
            "colorsys",
            "contextlib",
            "copy",
            "dataclasses",
            "datetime",
            "decimal",
            "difflib",
            "enum",
            "fractions",
            "functools",
            "graphlib",
            "hashlib",
            "heapq",
            "hmac",
            "html",
            "itertools",
            "json",
            "keyword",
            "math",
            "numbers",
            "operator",
            "pprint",
            "random",
            "re",
            "reprlib",
            "secrets",
            "statistics",
            "string",
            "struct",
            "textwrap",
            "time",
            "token",
            "tokenize",
            "traceback",
            "types",
            "typing",
            "unicodedata",
            "uuid",
            "warnings",
            "weakref",
            "zlib");

    /** Untrusted scripts of players: seconds of time, small values, computing with plain data. The default. */
    public static final Policy PLAYER = new Policy(
            "player",
            Trust.UNTRUSTED,
            Placement.PROCESS,
            ContextLife.FRESH,
            Limits.widest()
                    .with(Limits.TIMEOUT, Duration.ofSeconds(10))
                    .with(Limits.CPU, Duration.ofSeconds(2))
                    .with(Limits.MEMORY, ByteSize.mib(64))
                    .with(Limits.OUTPUT, ByteSize.kib(256))
                    .with(Limits.OUTPUT_LINES, 5_000)
                    .with(Limits.RETURNS, 1_000)
                    .with(Limits.VALUES, ByteSize.mib(1))
                    .with(Limits.VALUE_ITEMS, 100_000)
                    .with(Limits.VALUE_WIDTH, 50_000)
                    .with(Limits.VALUE_DEPTH, 50)
                    .with(Limits.SOURCE, ByteSize.kib(256))
                    .with(Limits.SOURCE_NESTING, 100)
                    .with(Limits.RECURSION, ByteSize.mib(16))
                    .with(Limits.CALLS, 10_000)
                    .with(Limits.CALLS_PER_SECOND, 1_000)
                    .with(Limits.LIFETIME, Duration.ofHours(1))
                    .with(Limits.PENDING, 20)
                    .with(Limits.EVENTS, 10_000)
                    .with(Limits.ANSWER, Duration.ofMinutes(5)),
            PURE_MODULES,
            Names.all(),
            ErrorDetail.TRACEBACK);

    /** Untrusted scripts of people who build the game: the walls of players, and more of everything. */
    public static final Policy BUILDER = PLAYER.toBuilder()
            .name("builder")
            .limit(Limits.TIMEOUT, Duration.ofMinutes(1))
            .limit(Limits.CPU, Duration.ofSeconds(10))
            .limit(Limits.MEMORY, ByteSize.mib(96))
            .limit(Limits.OUTPUT, ByteSize.mib(1))
            .limit(Limits.OUTPUT_LINES, 20_000)
            .limit(Limits.RETURNS, 10_000)
            .limit(Limits.VALUES, ByteSize.mib(4))
            .limit(Limits.VALUE_ITEMS, 400_000)
            .limit(Limits.VALUE_WIDTH, 200_000)
            .limit(Limits.VALUE_DEPTH, 100)
            .limit(Limits.SOURCE, ByteSize.mib(1))
            .limit(Limits.RECURSION, ByteSize.mib(32))
            .limit(Limits.CALLS, 100_000)
            .limit(Limits.CALLS_PER_SECOND, 5_000)
            .limit(Limits.LIFETIME, Duration.ofDays(1))
            .limit(Limits.PENDING, 200)
            .limit(Limits.EVENTS, 100_000)
            .limit(Limits.ANSWER, Duration.ofMinutes(10))
            .build();

    /** Trusted scripts of the people who run the server: long, large, and allowed to ask for the host's own JVM. */
    public static final Policy ADMIN = BUILDER.toBuilder()
            .name("admin")
            .trust(Trust.TRUSTED)
            .limits(Limits.widest()
                    .with(Limits.TIMEOUT, Duration.ofMinutes(10))
                    .with(Limits.OUTPUT, ByteSize.mib(8))
                    .with(Limits.VALUES, ByteSize.mib(16))
                    .with(Limits.SOURCE, ByteSize.mib(2))
                    .with(Limits.RECURSION, ByteSize.mib(64))
                    .with(Limits.PENDING, 10_000)
                    .with(Limits.ANSWER, Duration.ofHours(1)))
            .imports(Names.all())
            .build();

    private Presets() {}

    /** All of them. */
    public static List<Policy> all() {
        return List.of(PLAYER, BUILDER, ADMIN);
    }

    /** The preset called {@code name}, or empty. */
    public static Optional<Policy> named(String name) {
        return all().stream().filter(policy -> policy.name().equals(name)).findFirst();
    }
}
