package dev.vivarium.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vivarium.Vivarium;
import dev.vivarium.policy.Policy;
import dev.vivarium.stdlib.PythonSources;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the module descriptors give away, and to whom. */
class ModulesTest {

    private static ModuleDescriptor moduleOf(Class<?> member) throws URISyntaxException {
        Path location = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        return ModuleFinder.of(location).findAll().iterator().next().descriptor();
    }

    private static Set<String> exportsToAll(ModuleDescriptor module) {
        return module.exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static Set<String> ownRequirements(ModuleDescriptor module) {
        return module.requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith("dev.vivarium"))
                .collect(Collectors.toSet());
    }

    @Test
    void theEngineExportsThePublicApiAndNoRoom() throws URISyntaxException {
        ModuleDescriptor engine = moduleOf(Vivarium.class);

        assertThat(exportsToAll(engine)).containsExactlyInAnyOrder("dev.vivarium", "dev.vivarium.value");
        assertThat(engine.exports())
                .filteredOn(ModuleDescriptor.Exports::isQualified)
                .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)
                .containsExactlyInAnyOrder(
                        tuple("dev.vivarium.spi", Set.of("dev.vivarium.store")),
                        tuple("dev.vivarium.handle", Set.of("dev.vivarium.remote")));
        assertThat(engine.opens()).isEmpty();
        assertThat(ownRequirements(engine)).containsExactlyInAnyOrder("dev.vivarium.policy", "dev.vivarium.stdlib");
    }

    @Test
    void thePoliciesAreForAllAndTheKernelsWallsForEngineAndConsole() throws URISyntaxException {
        ModuleDescriptor policy = moduleOf(Policy.class);

        assertThat(exportsToAll(policy)).containsExactly("dev.vivarium.policy");
        assertThat(policy.exports())
                .filteredOn(ModuleDescriptor.Exports::isQualified)
                .singleElement()
                .satisfies(export -> {
                    assertThat(export.source()).isEqualTo("dev.vivarium.policy.kernel");
                    assertThat(export.targets())
                            .containsExactlyInAnyOrder("dev.vivarium.engine", "dev.vivarium.console");
                });
        assertThat(ownRequirements(policy)).isEmpty();
    }

    @Test
    void thePythonSideIsForTheEngineAlone() throws URISyntaxException {
        ModuleDescriptor stdlib = moduleOf(PythonSources.class);

        assertThat(exportsToAll(stdlib)).isEmpty();
        assertThat(stdlib.exports())
                .allSatisfy(export -> assertThat(export.targets()).containsExactly("dev.vivarium.engine"));
        assertThat(ownRequirements(stdlib)).isEmpty();
    }
}
