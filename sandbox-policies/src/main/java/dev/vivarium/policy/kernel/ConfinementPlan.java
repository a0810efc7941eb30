package dev.vivarium.policy.kernel;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the walls around a process will stand.
 *
 * @param readable files, and directories with all that is beneath them, that can still be opened for reading
 * @param limits resource limits; a resource that isn't named keeps the limit it has
 */
public record ConfinementPlan(List<Path> readable, Map<Resource, Limit> limits) {
    /** Refuses relative paths, whose meaning would depend on the moment, and the root, which would be no wall. */
    public ConfinementPlan {
        readable = List.copyOf(readable);
        limits = limits.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(limits));
        readable.forEach(ConfinementPlan::check);
    }

    private static void check(Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("a readable path must be absolute: " + path);
        }
        if (path.normalize().getNameCount() == 0) {
            throw new IllegalArgumentException("the root directory as a readable path would open every file");
        }
    }

    /** Starts a plan that reads nothing, writes no file, dumps no core and holds few descriptors. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a plan. */
    public static final class Builder {
        /** A worker holds its jars and a few sockets: some 40 descriptors were counted. */
        private static final long OPEN_FILES = 256;

        private final Set<Path> readable = new LinkedHashSet<>();
        private final Map<Resource, Limit> limits = new EnumMap<>(Resource.class);

        private Builder() {
            limits.put(Resource.CORE, Limit.atMost(0));
            limits.put(Resource.FILE_SIZE, Limit.atMost(0));
            limits.put(Resource.OPEN_FILES, Limit.atMost(OPEN_FILES));
        }

        /** Adds files or directories that stay readable. */
        public Builder readable(Path... paths) {
            return readable(List.of(paths));
        }

        /** Adds files or directories that stay readable. */
        public Builder readable(Collection<Path> paths) {
            readable.addAll(paths);
            return this;
        }

        /** Limits a resource, in place of what was said about it before. */
        public Builder limit(Resource resource, Limit limit) {
            limits.put(resource, limit);
            return this;
        }

        /** Finishes the plan. */
        public ConfinementPlan build() {
            return new ConfinementPlan(List.copyOf(readable), limits);
        }
    }
}
