package dev.vivarium.remote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description says what there is, neither less nor more. */
class OpenApiTest {

    private static final TaskServerSettings NOBODY = TaskServerSettings.of(List.of());

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private static Ground ground;
    private static Map<?, ?> description;

    @BeforeAll
    static void read() {
        ground = new Ground();
        HttpResponse<String> served = ground.send(ground.request("/openapi.yaml"));
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.headers().firstValue("Content-Type")).hasValue("application/yaml");
        description = (Map<?, ?>)
                Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(served.body()));
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    private static Map<?, ?> map(Map<?, ?> in, String... path) {
        Map<?, ?> at = in;
        for (String step : path) {
            at = (Map<?, ?>) Objects.requireNonNull(at.get(step), step);
        }
        return at;
    }

    private static Set<String> keys(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyRouteIsDescribedAndEveryDescribedRouteIsThere() {
        Set<String> described = new TreeSet<>();
        map(description, "paths")
                .forEach((path, operations) -> keys((Map<?, ?>) operations).stream()
                        .filter(METHODS::contains)
                        .forEach(method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        Set<String> served = new Routes(ground.vivarium, NOBODY, new Gate(NOBODY))
                .all().stream()
                        .map(route -> route.method().name() + " " + route.path())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(served).hasSizeGreaterThan(8);
    }

    @Test
    void everyParameterOfAPathIsDescribed() {
        map(description, "paths")
                .forEach((path, operations) -> ((Map<?, ?>) operations).forEach((_, operation) -> {
                    String parameters = String.valueOf(((Map<?, ?>) operation).get("parameters"));
                    Pattern.compile("\\{(\\w+)}")
                            .matcher(String.valueOf(path))
                            .results()
                            .forEach(name -> assertThat(parameters)
                                    .as(String.valueOf(path))
                                    .containsPattern(
                                            "name=" + name.group(1) + "\\b|parameters/" + name.group(1) + "\\b"));
                }));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Pattern.compile("\\$ref=#/([\\w/]+)")
                .matcher(description.toString())
                .results()
                .forEach(found ->
                        assertThat(map(description, found.group(1).split("/"))).isNotEmpty());
    }

    @Test
    void whatASubmissionMayHaveIsDescribed() {
        Map<?, ?> submission = map(description, "components", "schemas", "Submission");

        assertThat(keys(map(submission, "properties"))).containsExactlyInAnyOrder(Submission.MEMBERS);
        assertThat(submission.get("required")).isEqualTo(List.of("source"));
    }

    @Test
    void whatATaskHasIsDescribed() {
        HttpResponse<String> task = ground.submit("{\"source\": \"1\"}");
        Map<?, ?> tree = (Map<?, ?>) Objects.requireNonNull(dev.vivarium.remote.Json.read(task.body()));

        assertThat(task.statusCode()).isEqualTo(201);
        assertThat(keys(map(description, "components", "schemas", "Task", "properties")))
                .containsAll(keys(tree));
    }

    @Test
    void onlyHealthAndTheDescriptionNeedNoToken() {
        assertThat(ground.send(ground.request("/v1/health")).body()).isEqualTo("{\"status\":\"up\"}");
        map(description, "paths")
                .forEach((path, operations) -> ((Map<?, ?>) operations)
                        .forEach((_, operation) -> assertThat(((Map<?, ?>) operation).containsKey("security"))
                                .as(String.valueOf(path))
                                .isEqualTo(Gate.OPEN.contains(String.valueOf(path)))));
    }
}
