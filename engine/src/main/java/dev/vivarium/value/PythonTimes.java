package dev.vivarium.value;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Values of Python's module {@code datetime} as Python writes them. */
final class PythonTimes {

    private static final int NANOS_PER_MICRO = 1_000;
    private static final long SECONDS_PER_DAY = 86_400;

    private PythonTimes() {}

    /** Python's notation of {@code value}. */
    static String repr(Object value) {
        return switch (value) {
            case LocalDate date -> "datetime.date(" + day(date) + ")";
            case LocalTime time -> "datetime.time(" + clock(time) + ")";
            case LocalDateTime time -> "datetime.datetime(" + moment(time) + ")";
            case OffsetTime time -> "datetime.time(" + clock(time.toLocalTime()) + zone(time.getOffset()) + ")";
            case OffsetDateTime time ->
                "datetime.datetime(" + moment(time.toLocalDateTime()) + zone(time.getOffset()) + ")";
            case Duration duration -> delta(duration);
            default -> throw new IllegalArgumentException("no value of a script: " + value.getClass());
        };
    }

    private static String moment(LocalDateTime time) {
        return day(time.toLocalDate()) + ", " + clock(time.toLocalTime());
    }

    private static String day(LocalDate date) {
        return date.getYear() + ", " + date.getMonthValue() + ", " + date.getDayOfMonth();
    }

    /** Hour and minute always; the rest only as far as something follows that is not zero. */
    private static String clock(LocalTime time) {
        int micros = time.getNano() / NANOS_PER_MICRO;
        String text = time.getHour() + ", " + time.getMinute();
        if (time.getSecond() != 0 || micros != 0) {
            text += ", " + time.getSecond();
        }
        return micros == 0 ? text : text + ", " + micros;
    }

    private static String zone(ZoneOffset offset) {
        return ", tzinfo="
                + (offset.getTotalSeconds() == 0
                        ? "datetime.timezone.utc"
                        : "datetime.timezone(" + delta(Duration.ofSeconds(offset.getTotalSeconds())) + ")");
    }

    /** Only the days are ever negative, and parts that are zero are left out. */
    private static String delta(Duration duration) {
        List<String> parts = new ArrayList<>();
        add(parts, "days", Math.floorDiv(duration.getSeconds(), SECONDS_PER_DAY));
        add(parts, "seconds", Math.floorMod(duration.getSeconds(), SECONDS_PER_DAY));
        add(parts, "microseconds", duration.getNano() / NANOS_PER_MICRO);
        return "datetime.timedelta(" + (parts.isEmpty() ? "0" : String.join(", ", parts)) + ")";
    }

    private static void add(List<String> parts, String name, long amount) {
        if (amount != 0) {
            parts.add(name + "=" + amount);
        }
    }
}
