package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.value.Tuple;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileFramesTest {

    /** The head of {@code [22, 7, [1, value], 0, null, false]} and its end. */
    private static final String BEFORE_VALUE = "861607" + "8201";

    private static final String AFTER_VALUE = "00f6f4";

    private final Codec<FromHost, FromWorker> host = Codec.forHost(_ -> Samples.WIDE);
    private final Codec<FromWorker, FromHost> worker = Codec.forWorker();

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] value(String hex) {
        return bytes(BEFORE_VALUE + hex + AFTER_VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no bytes at all               | ''           | ends in the middle
                    no array                      | 01           | message is not a START_ARRAY
                    an empty array                | 80           | tag is missing
                    a tag that is a text          | 8161 31      | tag is not a VALUE_NUMBER_INT
                    an unknown tag                | 8118 63      | there is no message 99
                    a negative tag                | 8120         | tag is -1
                    a tag of 64 bits              | 811b0000000100000001 | tag is 4294967297
                    what only a host says         | 8101         | one that this side sends
                    a field missing               | 8112         | task is missing
                    a field too many              | 8412010001   | too many items
                    a thread that none can be     | 83120120     | thread is -1
                    bytes after the message       | 82120100     | 1 bytes follow
                    cut off                       | 821218       | ends in the middle
                    a task that is no integer     | 8212f90000   | float 25
                    version beyond 32 bits        | 83101b000000010000000160 | version is 4294967297
                    2^40 items                    | 9b0000010000000000 | an array of 1099511627776 items
                    2^31 items                    | 9a80000000   | an array of 2147483648 items
                    items beyond 63 bits          | 9bffffffffffffffff | beyond 63 bits
                    a text of 2 GiB               | 8310017a7fffffff41 | a string of 2147483647 bytes
                    bytes of 2^62                 | 8310015b4000000000000000 | a string of 4611686018427387904
                    an array without a length     | 9f1201ff     | indefinite length
                    a text in chunks              | 8310017f6161ff | indefinite length
                    a break                       | ff           | float 31
                    a reserved length             | 9c           | reserved CBOR length
                    a map                         | a0           | CBOR map
                    undefined                     | 8212f7       | simple value or float 23
                    an unknown simple value       | 8212f8ff     | simple value or float 24
                    overlong UTF-8                | 83100162c080 | not valid UTF-8
                    a surrogate in UTF-8          | 83100163eda080 | not valid UTF-8
                    UTF-8 that ends too early     | 83100161e2   | not valid UTF-8
                    beyond Unicode                | 83100164f4908080 | not valid UTF-8
                    negative processor time       | 8416078104 20 | cpuNanos is -1
                    an unknown end                | 841607810900 | kind of end is 9
                    fields after an end           | 84160782040100 | too many items in end
                    """)
    void refusesMessage(String what, String hex, String reason) {
        assertThatThrownBy(() -> host.decode(bytes(hex.replace(" ", ""))))
                .as(what)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(reason)
                .message()
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    an array without a kind       | 80           | kind of value is missing
                    an unknown kind               | 810d         | kind of value is 13
                    a face in a result            | 850a0160 8080 | where only plain data may be
                    a capability in a result      | 820b01       | where only plain data may be
                    a function in a result        | 820c01       | where only plain data may be
                    a function as a member        | 8203820c01   | contains a capability or function
                    a bignum that fits 64 bits    | c2487fffffffffffffff | a bignum that fits 64 bits
                    a bignum with leading zeros   | c24a00007fffffffffffffff | a bignum that fits 64 bits
                    a short bignum                | c240         | bignum of 0 bytes
                    a bignum of a text            | c26161       | isn't made of bytes
                    an integer of 64 bits and sign | 1bffffffffffffffff | beyond 63 bits
                    a decimal fraction            | c48200c24101 | a CBOR tag
                    a string reference            | d81900       | a CBOR tag
                    a half float                  | f93c00       | float 25
                    a float                       | fa3f800000   | float 26
                    a key without a value         | 820201       | a key without a value
                    a key twice                   | 85020100 0100 | a key twice
                    a member twice                | 830300 00    | a member twice
                    a list as key                 | 83028100 00  | contains a list
                    a dict as member              | 82038102     | contains a dict
                    bytes as key                  | 83024000     | contains bytes
                    a list in a tuple as key      | 830282018100 00 | contains a list
                    a list in a set in a tuple    | 830282018203810000 | contains a list
                    a day of the year 10000       | 82041a002cc3b0 | day is 2933680
                    a date that is a text         | 820461 31    | day is not a VALUE_NUMBER_INT
                    a date with a time            | 83040000     | too many items
                    the 25th hour                 | 82051b000000141dd76000 | microsecond of the day is
                    an offset of 19 hours         | 830700 1a00010b30 | offset is 68400
                    microseconds below zero       | 83090020     | microseconds is -1
                    a duration beyond Python's    | 83091b7fffffffffffffff 00 | seconds is 9223372036854775807
                    """)
    void refusesValue(String what, String hex, String reason) {
        assertThatThrownBy(() -> host.decode(value(hex.replace(" ", ""))))
                .as(what)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(reason)
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void workerRefusesWhatOnlyWorkersSay() {
        assertThatThrownBy(() -> worker.decode(started()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("one that this side sends");
    }

    private byte[] started() {
        return worker.encode(new Message.Started(1));
    }

    @Test
    void refusesDeepNesting() {
        byte[] deep = bytes(BEFORE_VALUE + "8200".repeat(100_000) + "f6" + AFTER_VALUE);
        assertThatThrownBy(() -> host.decode(deep)).hasMessageContaining("nest more than 206 deep");
        // The walk over the bytes lets these levels pass; the innermost value is one too deep.
        byte[] tuples = bytes(BEFORE_VALUE + "8201".repeat(201) + "f6" + AFTER_VALUE);
        assertThatThrownBy(() -> host.decode(tuples))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("go over valueDepth");
    }

    @Test
    void refusesAContainerThatIsWiderThanThePolicyAllows() {
        Codec<FromHost, FromWorker> narrow = Codec.forHost(_ -> TestBounds.ofWidth(2));
        for (String wide : List.of("8400010203", "8401010203", "8403010203", "870201010202" + "0303")) {
            byte[] frame = bytes(BEFORE_VALUE + wide + AFTER_VALUE);
            assertThatThrownBy(() -> narrow.decode(frame))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("go over valueWidth: 3");
        }
    }

    @Test
    void refusesAHugeBignum() {
        byte[] huge = bytes(BEFORE_VALUE + "c25a00100000" + "ff".repeat(1 << 20) + AFTER_VALUE);
        assertThatThrownBy(() -> host.decode(huge))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("a bignum of 1048576 bytes");
    }

    @Test
    void refusesKeysChosenToCollide() {
        List<Long> keys = new ArrayList<>();
        for (long i = 1; i <= 2L * CollisionGuard.MOST_ALIKE; i++) {
            keys.add(i << Integer.SIZE | i);
        }
        assertThat(keys).allMatch(key -> key.hashCode() == 0);
        byte[] members = worker.encode(Samples.returned(new LinkedHashSet<>(keys)));
        assertThatThrownBy(() -> host.decode(members))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("have the same hash code");
    }

    /** Half a megabyte, within the limits of a player; to compare the sets took most of a minute. */
    @Test
    void refusesSetsThatTakeTooLongToCompare() {
        assertThatThrownBy(() -> host.decode(setsOfCollidingTuples(100, 490)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("would take too long");
        assertThat(decodes(host, setsOfCollidingTuples(10, 49))).isTrue();
    }

    /** A set of so many sets, which differ in their last member only; all members have the same hash code. */
    private static byte[] setsOfCollidingTuples(int sets, int tuples) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes("8616078201" + "99%04x".formatted(1 + sets) + "03"));
        for (int set = 0; set < sets; set++) {
            body.writeBytes(bytes("99%04x".formatted(1 + tuples) + "03"));
            for (int tuple = 1; tuple < tuples; tuple++) {
                body.writeBytes(bytes("8201" + "1b%1$08x%1$08x".formatted(tuple)));
            }
            body.writeBytes(bytes("8201" + "1b%1$08x%1$08x".formatted(tuples + set)));
        }
        body.writeBytes(bytes(AFTER_VALUE));
        return body.toByteArray();
    }

    @Test
    void takesTheKeysOfHonestScriptsThatHaveEqualHashCodes() {
        Set<Object> powerSet = new LinkedHashSet<>();
        for (int subset = 0; subset < 1 << 13; subset++) {
            powerSet.add(BitSet.valueOf(new long[] {subset}).stream()
                    .asLongStream()
                    .boxed()
                    .collect(Collectors.toSet()));
        }
        Set<Object> grid = new LinkedHashSet<>();
        for (long cell = 0; cell < 300 * 300; cell++) {
            grid.add(Tuple.of(cell / 300, cell % 300));
        }
        assertThat(decodes(host, worker.encode(Samples.returned(powerSet, grid))))
                .isTrue();
    }

    @Test
    void refusesMoreItemsThanTheBudgetBeforeBuildingThem() {
        byte[] many = bytes(BEFORE_VALUE + "9a000f424100" + "8100".repeat(1_000_000) + AFTER_VALUE);
        Codec<FromHost, FromWorker> strict = Codec.forHost(_ -> TestBounds.of(0, Long.MAX_VALUE, 100, 10));
        assertThatThrownBy(() -> strict.decode(many)).hasMessageContaining("go over valueItems: 101");
        assertThat(Allocation.by(() -> decodes(strict, many))).isLessThan(1 << 20);
    }

    @Test
    void refusesAFrameOverTheCap() {
        assertThatThrownBy(() -> host.decode(new byte[Wire.LARGEST_FRAME + 1]))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("more than " + Wire.LARGEST_FRAME);
    }

    @Test
    void mutationsDecodeOrAreRefusedAndCostNoMemory() {
        long seed = Long.getLong("seed", System.nanoTime());
        // Whoever sees it fail in a build's log can run it again.
        System.out.println("HostileFramesTest -Dseed=" + seed);
        Random random = new Random(seed);
        RandomValues values = new RandomValues(seed);
        int decoded = 0;
        for (int round = 0; round < 20_000; round++) {
            List<FromWorker> samples = Samples.fromWorker();
            FromWorker message =
                    round % 2 == 0 ? samples.get(random.nextInt(samples.size())) : Samples.returned(values.any(3));
            byte[] mutant = mutate(worker.encode(message), random);
            boolean[] result = new boolean[1];
            long allocated = Allocation.by(() -> result[0] = decodes(host, mutant));
            decoded += result[0] ? 1 : 0;
            assertThat(allocated)
                    .as("seed %d round %d, %d bytes", seed, round, mutant.length)
                    .isLessThan((1 << 20) + 200L * mutant.length);
        }
        assertThat(decoded).as("seed %d", seed).isBetween(1, 19_999);
    }

    /** Anything but a ProtocolException fails the test. */
    private static boolean decodes(Codec<FromHost, FromWorker> codec, byte[] body) {
        try {
            assertThat(codec.decode(body)).isNotNull();
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    private static byte[] mutate(byte[] body, Random random) {
        byte[] mutant = body;
        for (int edits = 1 + random.nextInt(3); edits > 0 && mutant.length > 0; edits--) {
            mutant = edit(mutant, random);
        }
        return mutant;
    }

    private static byte[] edit(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> out.write(body[at] ^ 1 << random.nextInt(Byte.SIZE));
            case 1 -> out.write(random.nextInt(256));
            case 2 -> {
                out.write(random.nextInt(256));
                out.write(body[at]);
            }
            default -> {
                // The byte is left out.
            }
        }
        out.write(body, at + 1, body.length - at - 1);
        return out.toByteArray();
    }
}
