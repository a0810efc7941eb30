package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Face;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Message.Reply;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.policy.Names;
import dev.vivarium.value.Tuple;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message of every kind, with one value of every kind. */
final class Samples {

    static final Bounds WIDE = TestBounds.wide();

    static final Rules WIDE_RULES = new Rules("admin", WIDE, Names.all());

    private static final LocalTime TIME = LocalTime.of(12, 34, 56, 789_012_000);
    private static final LocalDate DATE = LocalDate.of(2024, 2, 29);

    private Samples() {}

    static List<@Nullable Object> values() {
        Map<@Nullable Object, @Nullable Object> dict = new LinkedHashMap<>();
        dict.put("z", 1L);
        dict.put(null, List.of());
        dict.put(Tuple.of(1L, Tuple.of()), new byte[] {1, -1});
        Set<@Nullable Object> set = new LinkedHashSet<@Nullable Object>(Arrays.asList(3L, Set.of(), null));
        return Arrays.asList(
                null,
                true,
                false,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                -1L,
                BigInteger.TWO.pow(63),
                BigInteger.TWO.pow(64).negate(),
                1.5,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                "h\u00e9 \u20ac \ud83d\udc0d \0",
                new byte[] {0, 127, -128},
                List.of("a", List.of(Tuple.of())),
                Tuple.of(1L),
                dict,
                set,
                LocalDate.of(1, 1, 1),
                LocalDate.of(9999, 12, 31),
                TIME,
                LocalDateTime.of(DATE, TIME),
                OffsetTime.of(TIME, ZoneOffset.MIN),
                OffsetDateTime.of(DATE, TIME, ZoneOffset.ofHours(2)),
                Duration.ofSeconds(-1, 1000),
                Duration.ofDays(999_999_999).plusDays(1).minusNanos(1000),
                Duration.ofDays(-999_999_999));
    }

    static List<FromHost> fromHost() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("x", 1L);
        variables.put("\u00fc", null);
        return List.of(
                new Message.Welcome(),
                new Message.Run(
                        7,
                        "main.py",
                        "print(x)\n",
                        variables,
                        List.of(new Face(1, "world", List.of("name"), List.of("move", "say")), bare()),
                        new Rules("player", new Bounds(1, 2, 3, 4, 5, 6, 200, 7, 8, 9), Names.only("re", "math")),
                        "player/ann"),
                new Message.Run(8, "", "", Map.of(), List.of(), WIDE_RULES),
                new Message.Run(9, "", "", Map.of(), List.of(), new Rules("none", WIDE, Names.only())),
                new Message.Answer(7, 1, new Reply.Value(values())),
                new Message.Answer(7, Long.MAX_VALUE, new Reply.Failure("KeyError", "no such room")),
                new Message.Answer(7, 3, List.of(1L, 2L), new Reply.Value(bare())),
                new Message.Invoke(7, true, 1, 2, values(), Map.of("who", bare())),
                new Message.Forget(7, false, 2),
                new Message.Cancel(Long.MAX_VALUE),
                new Message.Recall(7),
                new Message.Ping(-1),
                new Message.Shutdown());
    }

    private static Face bare() {
        return new Face(2, "nothing", List.of(), List.of());
    }

    static List<FromWorker> fromWorker() {
        return List.of(
                new Message.Hello(Message.VERSION, "secret"),
                new Message.Ready(List.of("no files", "no network")),
                new Message.Started(7, 4_242),
                new Message.Recalled(7),
                new Message.Parked(8),
                new Message.Resumed(9),
                new Message.Output(7, "hello\n"),
                new Message.Parked(8, true),
                new Message.Call(7, 1, 1, "move", values(), Map.of("to", "north")),
                new Message.Call(7, 2, Long.MAX_VALUE, "name", null, Map.of()),
                new Message.Call(7, 3, 0, "delay", List.of(1.5, new Message.Function(1)), Map.of("who", known())),
                new Message.Invoked(7, 1, new End.Returned(values())),
                new Message.Invoked(7, 2, new End.Raised("KeyError", "'x'", "")),
                new Message.Left(7, new End.Returned(List.of()), null),
                new Message.Left(7, new End.Cancelled(), "its stack was used up"),
                new Message.Finished(7, new End.Returned(List.of()), 1, null, true),
                new Message.Exceeded(7, new End.OverLimit("cpu", "2s", "2001ms")),
                finished(new End.Returned(values())),
                finished(new End.Raised("ValueError", "no", "Traceback\u2026")),
                finished(new End.OverLimit("output", "1MiB", "2MiB")),
                finished(new End.Cancelled()),
                finished(new End.Broken("engine")),
                new Message.Pong(Long.MIN_VALUE, 4));
    }

    private static Message.Known known() {
        return new Message.Known(2);
    }

    static Message.Finished finished(End end) {
        return new Message.Finished(7, end, 123_456_789_012L, null);
    }

    static Message.Finished returned(@Nullable Object... values) {
        return finished(new End.Returned(Arrays.asList(values)));
    }
}
