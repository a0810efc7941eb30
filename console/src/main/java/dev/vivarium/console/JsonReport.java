package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.ScriptTask;
import dev.vivarium.Usage;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/** For programs: one line with one JSON object at the end, and nothing before it. */
final class JsonReport implements Report {

    /** Whatever a policy let through gets out: the bounds are the policy's, not the writer's. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Console console;

    JsonReport(Console console) {
        this.console = console;
    }

    @Override
    public void begin(ScriptTask task) {}

    @Override
    public void ended(Outcome outcome) {}

    @Override
    public void left(ScriptTask task, Outcome outcome) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("state", outcome.name());
            result(json, outcome);
            json.writeStringProperty("output", task.output());
            usage(json, outcome.usage());
            json.writeEndObject();
        }
        console.out().line(text.toString());
    }

    private static void result(JsonGenerator json, Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned returned ->
                result(json, returned.value(), returned.calls().size(), null);
            case Outcome.Failed(ScriptError error, Usage _) -> result(json, null, 0, error);
            case Outcome.Problem problem -> result(json, null, 0, problem);
        }
    }

    private static void result(JsonGenerator json, @Nullable Object value, int calls, @Nullable Object error) {
        json.writeName("value");
        new JsonValues(json).write(value);
        json.writeNumberProperty("calls", calls);
        json.writeName("error");
        switch (error) {
            case ScriptError raised -> error(json, raised.type(), raised.message(), raised.traceback());
            case Outcome.Problem problem -> error(json, problem.name(), problem.message(), null);
            case null, default -> json.writeNull();
        }
    }

    private static void error(JsonGenerator json, String type, String message, @Nullable String traceback) {
        json.writeStartObject();
        json.writeStringProperty("type", type);
        json.writeStringProperty("message", message);
        json.writeStringProperty("traceback", traceback);
        json.writeEndObject();
    }

    private static void usage(JsonGenerator json, Usage usage) {
        json.writeName("usage");
        json.writeStartObject();
        json.writeNumberProperty("cpuMillis", usage.cpu().toMillis());
        json.writeNumberProperty("wallMillis", usage.wall().toMillis());
        json.writeEndObject();
    }
}
