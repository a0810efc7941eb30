package dev.vivarium.engine.link;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Dates, times and durations as arrays of integers, in the ranges of Python's datetime and in microseconds. */
final class Moments {

    /** Python's first and last year. */
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();

    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long MICROS_OF_DAY = TimeUnit.DAYS.toMicros(1);
    private static final int MICROS_OF_SECOND = 1_000_000;
    private static final int NANOS_OF_MICRO = 1_000;

    /** {@code datetime.timedelta.min} and {@code max} have this many days, negative and positive. */
    private static final long DURATION_DAYS = 999_999_999;

    private static final long SHORTEST = TimeUnit.DAYS.toSeconds(-DURATION_DAYS);
    private static final long LONGEST = TimeUnit.DAYS.toSeconds(DURATION_DAYS + 1) - 1;

    private Moments() {}

    static void write(Object value, ItemWriter out) {
        switch (value) {
            case LocalDate date -> Fields.write(out, Wire.DATE, day(date));
            case LocalTime time -> Fields.write(out, Wire.TIME, micros(time));
            case LocalDateTime time ->
                Fields.write(out, Wire.DATE_TIME, day(time.toLocalDate()), micros(time.toLocalTime()));
            case OffsetTime time ->
                Fields.write(
                        out,
                        Wire.OFFSET_TIME,
                        micros(time.toLocalTime()),
                        time.getOffset().getTotalSeconds());
            case OffsetDateTime time ->
                Fields.write(
                        out,
                        Wire.OFFSET_DATE_TIME,
                        day(time.toLocalDate()),
                        micros(time.toLocalTime()),
                        time.getOffset().getTotalSeconds());
            case Duration duration ->
                Fields.write(out, Wire.DURATION, seconds(duration), duration.toNanosPart() / NANOS_OF_MICRO);
            default ->
                throw new UnsendableException(value.getClass().getName() + " is not one of the classes that cross");
        }
    }

    private static long day(LocalDate date) {
        long day = date.toEpochDay();
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw new UnsendableException("a date is outside of the years 1 to 9999 that Python knows: " + date);
        }
        return day;
    }

    private static long micros(LocalTime time) {
        return time.toNanoOfDay() / NANOS_OF_MICRO;
    }

    private static long seconds(Duration duration) {
        if (duration.toSeconds() < SHORTEST || duration.toSeconds() > LONGEST) {
            throw new UnsendableException("a duration is longer than Python's longest: " + duration);
        }
        return duration.toSeconds();
    }

    static LocalDate date(ItemReader in) throws ProtocolException {
        return LocalDate.ofEpochDay(in.integer("day", FIRST_DAY, LAST_DAY));
    }

    static LocalTime time(ItemReader in) throws ProtocolException {
        return LocalTime.ofNanoOfDay(in.integer("microsecond of the day", 0, MICROS_OF_DAY - 1) * NANOS_OF_MICRO);
    }

    static LocalDateTime dateTime(ItemReader in) throws ProtocolException {
        return LocalDateTime.of(date(in), time(in));
    }

    static OffsetTime offsetTime(ItemReader in) throws ProtocolException {
        return OffsetTime.of(time(in), offset(in));
    }

    static OffsetDateTime offsetDateTime(ItemReader in) throws ProtocolException {
        return OffsetDateTime.of(dateTime(in), offset(in));
    }

    private static ZoneOffset offset(ItemReader in) throws ProtocolException {
        int most = ZoneOffset.MAX.getTotalSeconds();
        return ZoneOffset.ofTotalSeconds((int) in.integer("offset", -most, most));
    }

    static Duration duration(ItemReader in) throws ProtocolException {
        long seconds = in.integer("seconds", SHORTEST, LONGEST);
        return Duration.ofSeconds(seconds, in.integer("microseconds", 0, MICROS_OF_SECOND - 1) * NANOS_OF_MICRO);
    }
}
