package dev.vivarium.benchmarks;

import dev.vivarium.benchmarks.Figure.PeerFigure;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What was measured, for programs. */
final class JsonReport {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /** One object in one line. */
    static String line(Machine machine, List<Taken> taken) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            new JsonReport(json).write(machine, taken);
        }
        return text.toString();
    }

    private void write(Machine machine, List<Taken> taken) {
        json.writeStartObject();
        json.writeName("machine");
        write(machine);
        json.writeName("measures");
        json.writeStartArray();
        taken.stream().flatMap(each -> each.figures().stream()).forEach(this::write);
        json.writeEndArray();
        json.writeName("failures");
        json.writeStartObject();
        taken.forEach(each -> each.failure()
                .ifPresent(reason -> json.writeStringProperty(each.measure().name(), reason)));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(Machine machine) {
        json.writeStartObject();
        json.writeStringProperty("processor", machine.processor());
        json.writeNumberProperty("cores", machine.cores());
        json.writeNumberProperty("memoryMegabytes", machine.memoryMegabytes());
        json.writeStringProperty("kernel", machine.kernel());
        json.writeStringProperty("java", machine.java());
        number("load", machine.load());
        number("speed", machine.speed());
        json.writeEndObject();
    }

    private void write(Figure figure) {
        json.writeStartObject();
        json.writeStringProperty("name", figure.goal().figure());
        number("value", figure.value());
        json.writeStringProperty("unit", figure.goal().unit());
        json.writeStringProperty("target", figure.goal().text());
        json.writeName("met");
        figure.met().ifPresentOrElse(json::writeBoolean, json::writeNull);
        json.writeName("spread");
        write(figure.spread());
        json.writeName("parts");
        json.writeStartObject();
        figure.parts().forEach((name, spread) -> {
            json.writeName(name);
            write(spread);
        });
        json.writeEndObject();
        json.writeName("peers");
        json.writeStartObject();
        figure.peers().forEach(this::write);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(String name, PeerFigure peer) {
        json.writeName(name);
        switch (peer) {
            case PeerFigure.Measured(Spread spread) -> write(spread);
            case PeerFigure.Skipped(String reason) -> {
                json.writeStartObject();
                json.writeStringProperty("skipped", reason);
                json.writeEndObject();
            }
        }
    }

    private void write(Spread spread) {
        json.writeStartObject();
        number("min", spread.min());
        number("median", spread.median());
        number("max", spread.max());
        json.writeNumberProperty("rounds", spread.rounds());
        json.writeEndObject();
    }

    /** JSON knows only numbers that are finite. */
    private void number(String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
