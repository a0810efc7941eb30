package dev.vivarium.engine.link;

import dev.vivarium.value.Tuple;
import dev.vivarium.value.Values;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nested values of every kind, from a seed. */
final class RandomValues {

    private static final int HASHABLE_SCALARS = 12;

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    @Nullable
    Object any(int depth) {
        int kind = random.nextInt(depth > 0 ? HASHABLE_SCALARS + 5 : HASHABLE_SCALARS + 1);
        return switch (kind - HASHABLE_SCALARS) {
            case 0 -> bytes();
            case 1 -> items(depth - 1);
            case 2 -> Tuple.copyOf(items(depth - 1));
            case 3 -> dict(depth - 1);
            case 4 -> set(depth - 1);
            default -> scalar(kind);
        };
    }

    private @Nullable Object hashable(int depth) {
        int kind = random.nextInt(depth > 0 ? HASHABLE_SCALARS + 2 : HASHABLE_SCALARS);
        return switch (kind - HASHABLE_SCALARS) {
            case 0 -> Tuple.of(hashable(depth - 1), hashable(depth - 1));
            case 1 -> set(depth - 1);
            default -> scalar(kind);
        };
    }

    private @Nullable Object scalar(int kind) {
        return switch (kind) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(Long.SIZE);
            case 3 -> Values.integer(new BigInteger(random.nextInt(500), random).subtract(BigInteger.TWO.pow(99)));
            case 4 -> random.nextBoolean() ? random.nextGaussian() : oddDouble();
            case 5 -> text();
            case 6 -> date();
            case 7 -> time();
            case 8 -> LocalDateTime.of(date(), time());
            case 9 -> OffsetTime.of(time(), offset());
            case 10 -> OffsetDateTime.of(date(), time(), offset());
            default -> duration();
        };
    }

    private Double oddDouble() {
        double[] odd = {0.0, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        return odd[random.nextInt(odd.length)];
    }

    private String text() {
        int length = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(30);
        int widest = random.nextBoolean() ? 0x7f : Character.MAX_CODE_POINT;
        return random.ints(length, 0, widest + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private LocalDate date() {
        return LocalDate.of(1 + random.nextInt(9999), 1, 1).plusDays(random.nextInt(365));
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1000);
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds(random.nextInt(2 * 64_800 + 1) - 64_800);
    }

    private Duration duration() {
        return Duration.ofSeconds(random.nextLong() >> 18, random.nextInt(1_000_000) * 1000L);
    }

    private List<@Nullable Object> items(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            items.add(any(depth));
        }
        return items;
    }

    private Set<@Nullable Object> set(int depth) {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            set.add(hashable(depth));
        }
        return set;
    }

    private Map<@Nullable Object, @Nullable Object> dict(int depth) {
        Map<@Nullable Object, @Nullable Object> dict = new LinkedHashMap<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            dict.put(hashable(depth), any(depth));
        }
        return dict;
    }
}
