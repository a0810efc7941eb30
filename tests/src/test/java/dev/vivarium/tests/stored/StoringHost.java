package dev.vivarium.tests.stored;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder;
import dev.vivarium.policy.ContextLife;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** A program that stores delays, or none, and runs those that are stored until it is killed or its input ends. */
final class StoringHost {

    static final String READY = "ready";

    /** Contexts are kept, so that ten thousand runs take minutes and not an hour. */
    private static final Policy POLICY =
            Presets.BUILDER.toBuilder().name("stored").context(ContextLife.KEPT).build();

    /** How long it takes to store one: the first is due when about all are there. */
    private static final Duration STORED_WITHIN = Duration.ofMillis(3);

    private StoringHost() {}

    /** Takes a directory or a PostgreSQL URL, the file for the marks, how many to store, and a seed. */
    public static void main(String[] args) throws IOException {
        Marks marks = new Marks(Path.of(args[1]));
        VivariumBuilder builder = Vivarium.builder()
                .workers(1)
                .spares(0)
                .policies(name ->
                        Optional.of(POLICY).filter(policy -> policy.name().equals(name)))
                .durable((_, name) -> Optional.<Object>of(marks).filter(_ -> name.equals(Marks.NAME)));
        if (args[0].startsWith("jdbc:")) {
            builder.database(args[0], "postgres", "");
        } else {
            builder.data(Path.of(args[0]));
        }
        try (Vivarium vivarium = builder.open()) {
            store(vivarium, marks, Integer.parseInt(args[2]), new Random(Long.parseLong(args[3])));
            // The test waits for this line on the output of this process.
            System.out.println(READY);
            System.in.read();
        }
    }

    private static void store(Vivarium vivarium, Marks marks, int count, Random random) {
        long begin = System.nanoTime();
        for (int number = 0; number < count; number++) {
            Script script = Script.of("marks.ran(number)")
                    .named(Integer.toString(number))
                    .with("number", number)
                    .granting("marks", marks)
                    .ownedBy("owner")
                    .under(POLICY);
            Duration due = Duration.ofNanos(begin - System.nanoTime())
                    .plus(STORED_WITHIN.multipliedBy(count))
                    .plusMillis(random.nextInt(count));
            vivarium.delay(due.isNegative() ? Duration.ZERO : due, script);
        }
    }
}
