package dev.vivarium.console;

import dev.vivarium.console.attack.Verdict;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One line for each attack as it ends, and the counts at the end. */
final class AttackReport {

    private static final int LONGEST_REASON = 600;

    private final Console console;
    private final boolean json;
    private int passed;
    private int failed;

    AttackReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** Takes a verdict. */
    synchronized void add(Verdict verdict) {
        if (verdict.passed()) {
            passed++;
        } else {
            failed++;
        }
        console.out().line(json ? object(verdict) : text(verdict));
    }

    private static String text(Verdict verdict) {
        return "%s %s %s %s (%d) %s"
                .formatted(
                        verdict.passed() ? "PASS" : "FAIL",
                        verdict.id(),
                        verdict.kind(),
                        verdict.oracle(),
                        verdict.took().toMillis(),
                        reason(verdict));
    }

    /** A script chose its words, and may have chosen many. */
    private static String reason(Verdict verdict) {
        String reason = OneLine.of(verdict.reason());
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
    }

    private static String object(Verdict verdict) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            generator.writeBooleanProperty("passed", verdict.passed());
            generator.writeStringProperty("id", verdict.id());
            generator.writeStringProperty("class", verdict.kind());
            generator.writeStringProperty("oracle", verdict.oracle());
            generator.writeNumberProperty("millis", verdict.took().toMillis());
            generator.writeStringProperty("outcome", verdict.outcome());
            generator.writeNumberProperty("workerBytes", verdict.workerBytes());
            generator.writeStringProperty("reason", reason(verdict));
            generator.writeEndObject();
        }
        return text.toString();
    }

    /** Says the counts and returns the command's status. */
    synchronized int end() {
        console.out()
                .line(
                        json
                                ? "{\"passed\":%d,\"failed\":%d}".formatted(passed, failed)
                                : passed + " passed, " + failed + " failed");
        return failed == 0 ? 0 : 1;
    }
}
