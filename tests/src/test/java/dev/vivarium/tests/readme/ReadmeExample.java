package dev.vivarium.tests.readme;

// example begins
import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import java.time.Duration;

public class ReadmeExample {
    public static void main(String[] args) throws Exception {
        try (Vivarium vivarium = Vivarium.open()) {
            Script script = Script.of("_return(testvar + 5)").with("testvar", 3);
            vivarium.run(
                            script,
                            value -> System.out.println("The final value is " + value),
                            problem -> System.err.println("There was an error: " + problem.message()))
                    .await(Duration.ofMinutes(1));
        }
    }
}
// example ends
