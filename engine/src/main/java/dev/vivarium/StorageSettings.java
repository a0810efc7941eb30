package dev.vivarium;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How delays are stored. Each is documented at its method of {@link VivariumBuilder}; immutable.
 *
 * @param storage empty if nothing can be stored
 * @param policies finds policies by name, for stored scripts and for those that scripts start
 * @param resolver finds the objects that stored scripts use
 * @param listener hears of the tasks that stored delays begin
 * @param mostPerOwner how many delays one owner may have stored
 * @param most how many may be stored in all
 * @param bytesPerOwner how large those of one owner may be together
 * @param bytes how large all may be together
 */
public record StorageSettings(
        Optional<Storage> storage,
        Function<String, Optional<Policy>> policies,
        DurableResolver resolver,
        BiConsumer<? super Delay, ? super ScriptTask> listener,
        Limit<Integer> mostPerOwner,
        Limit<Integer> most,
        Limit<ByteSize> bytesPerOwner,
        Limit<ByteSize> bytes) {

    /** What a builder begins with: nothing can be stored. */
    public static final StorageSettings NONE = new StorageSettings(
            Optional.empty(),
            Presets::named,
            (_, _) -> {
                // Not empty: what this host can't know is not gone, and its delay is not over.
                throw new IllegalStateException("this host finds no objects (setting durable of the builder)");
            },
            (_, _) -> {},
            Limit.of(10_000),
            Limit.of(1_000_000),
            Limit.of(ByteSize.mib(64)),
            Limit.of(ByteSize.mib(1024)));

    StorageSettings in(Storage where) {
        return new StorageSettings(
                Optional.of(where), policies, resolver, listener, mostPerOwner, most, bytesPerOwner, bytes);
    }

    StorageSettings policies(Function<String, Optional<Policy>> byName) {
        return new StorageSettings(storage, byName, resolver, listener, mostPerOwner, most, bytesPerOwner, bytes);
    }

    StorageSettings resolver(DurableResolver changed) {
        return new StorageSettings(storage, policies, changed, listener, mostPerOwner, most, bytesPerOwner, bytes);
    }

    StorageSettings listener(BiConsumer<? super Delay, ? super ScriptTask> changed) {
        return new StorageSettings(storage, policies, resolver, changed, mostPerOwner, most, bytesPerOwner, bytes);
    }

    StorageSettings counts(Limit<Integer> perOwner, Limit<Integer> all) {
        return new StorageSettings(storage, policies, resolver, listener, perOwner, all, bytesPerOwner, bytes);
    }

    StorageSettings sizes(Limit<ByteSize> perOwner, Limit<ByteSize> all) {
        return new StorageSettings(storage, policies, resolver, listener, mostPerOwner, most, perOwner, all);
    }
}
