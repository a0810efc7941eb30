package dev.vivarium.tests.stored;

import dev.vivarium.DurableCapability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.graalvm.polyglot.HostAccess;

/** A file with a line for each run, which a killed process leaves whole: the kernel has what was written. */
public final class Marks implements DurableCapability {

    static final String NAME = "marks";

    private final Path file;

    Marks(Path file) {
        this.file = file;
    }

    @Override
    public String durableName() {
        return NAME;
    }

    /** Says that the script of that number runs. */
    @HostAccess.Export
    public void ran(long number) throws IOException {
        Files.writeString(file, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The numbers so far, in the order of their runs. */
    List<Long> all() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Long::valueOf)
                .toList();
    }
}
