package dev.vivarium.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a script may do and use. Immutable; {@link #toBuilder} makes changed copies. {@link Presets} has some to begin
 * with.
 *
 * @param name how users refer to it, for example in {@code --policy}: letters, digits, {@code -} and {@code _}
 * @param trust whether its scripts must stay behind every wall
 * @param placement where its scripts run
 * @param context whether each run has a fresh Python context
 * @param limits what one run may use up
 * @param imports the modules that a script may import by name; a module may still use others itself
 * @param capabilities the variables by which host objects may be handed to a script
 * @param errorDetail how much of an error the submitter is shown
 */
public record Policy(
        String name,
        Trust trust,
        Placement placement,
        ContextLife context,
        Limits limits,
        Names imports,
        Names capabilities,
        ErrorDetail errorDetail) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** Refuses names that could not be typed or printed. */
    public Policy {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a policy's name begins with a letter and has up to 64 letters, digits,"
                    + " '-' and '_': '" + name + "' is none");
        }
    }

    /** A policy that grants nothing yet, for the builder: untrusted, no imports, no capabilities, tight limits. */
    public static Builder builder(String name) {
        return Presets.PLAYER.toBuilder()
                .name(name)
                .imports(Names.only())
                .capabilities(Names.only())
                .errorDetail(ErrorDetail.NONE);
    }

    /**
     * The first setting by which this policy grants more than {@code most}, in words for people; empty if it grants no
     * more. Names don't matter. Of two placements in the host's own JVM each counts as wider than the other.
     */
    public Optional<String> whyWiderThan(Policy most) {
        return Wider.why(this, most);
    }

    /** A builder that begins with this policy. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Makes policies. Not safe for use by several threads. */
    public static final class Builder {

        private String name;
        private Trust trust;
        private Placement placement;
        private ContextLife context;
        private Limits limits;
        private Names imports;
        private Names capabilities;
        private ErrorDetail errorDetail;

        Builder(Policy from) {
            name = from.name;
            trust = from.trust;
            placement = from.placement;
            context = from.context;
            limits = from.limits;
            imports = from.imports;
            capabilities = from.capabilities;
            errorDetail = from.errorDetail;
        }

        /** See {@link Policy#name()}. */
        public Builder name(String changed) {
            name = changed;
            return this;
        }

        /** See {@link Policy#trust()}. */
        public Builder trust(Trust changed) {
            trust = changed;
            return this;
        }

        /** See {@link Policy#placement()}; whether the trust allows it is judged when a script is submitted. */
        public Builder placement(Placement changed) {
            placement = changed;
            return this;
        }

        /** See {@link Policy#context()}. */
        public Builder context(ContextLife changed) {
            context = changed;
            return this;
        }

        /** See {@link Policy#limits()}. */
        public Builder limits(Limits changed) {
            limits = changed;
            return this;
        }

        /** Changes one limit. */
        public <T extends Comparable<? super T>> Builder limit(LimitKey<T> key, Limit<T> limit) {
            limits = limits.with(key, limit);
            return this;
        }

        /** Changes one limit to {@code most}. */
        public <T extends Comparable<? super T>> Builder limit(LimitKey<T> key, T most) {
            return limit(key, Limit.of(most));
        }

        /** See {@link Policy#imports()}. */
        public Builder imports(Names changed) {
            imports = changed;
            return this;
        }

        /** See {@link Policy#capabilities()}. */
        public Builder capabilities(Names changed) {
            capabilities = changed;
            return this;
        }

        /** See {@link Policy#errorDetail()}. */
        public Builder errorDetail(ErrorDetail changed) {
            errorDetail = changed;
            return this;
        }

        /** The policy. */
        public Policy build() {
            return new Policy(name, trust, placement, context, limits, imports, capabilities, errorDetail);
        }
    }
}
