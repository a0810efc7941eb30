package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.policy.Names;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopularImportsTest {

    private static final Rules ALL = rules("all", Names.all());

    private final PopularImports imports = new PopularImports();

    private static Rules rules(String policy, Names allowed) {
        return new Rules(policy, GuestRig.AMPLE, allowed);
    }

    private void ran(int times, String text) {
        for (int i = 0; i < times; i++) {
            imports.ran(text, ALL);
        }
    }

    @Test
    void whatTheLastScriptImportedIsPopular() {
        ran(1, "import json");
        assertThat(imports.popular(ALL)).containsExactly("json");
        ran(1, "pass");
        assertThat(imports.popular(ALL)).isEmpty();
    }

    @Test
    void oneOfTwoScriptsKeepsAModulePopularAndOneOfEightDoesNot() {
        ran(3, "import json");
        for (int round = 0; round < 100; round++) {
            ran(1, "import json, re");
            ran(1, "import re");
        }
        assertThat(imports.popular(ALL)).containsExactly("re", "json");
        for (int round = 0; round < 100; round++) {
            ran(1, "import json");
            ran(7, "pass");
        }
        assertThat(imports.popular(ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import json",
                "\n\n  import json as j\n",
                "x = 1;import json",
                "try: import json\nexcept ImportError: pass",
                "import sys, json",
                "from json import loads",
                "import json.decoder"
            })
    void importsAreFoundInTheText(String text) {
        ran(3, text);
        assertThat(imports.popular(ALL)).containsExactly("json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // What does more than compute when it is imported is never imported ahead.
                "import this",
                "import os",
                "import antigravity",
                "import no_such_module",
                "reimport json",
                "from .json import loads",
                "import",
                "from"
            })
    void andNothingElse(String text) {
        ran(10, text);
        assertThat(imports.popular(ALL)).isEmpty();
    }

    @Test
    void onlyTheBeginningOfAScriptIsLookedAt() {
        ran(10, " ".repeat(4_000) + "\nimport json");
        assertThat(imports.popular(ALL)).isEmpty();
    }

    @Test
    void whatAPolicyForbidsIsNotImportedForItsScripts() {
        Rules narrow = rules("narrow", Names.only("re"));
        for (int i = 0; i < 10; i++) {
            imports.ran("import json, re", narrow);
        }
        assertThat(imports.popular(narrow)).containsExactly("re");
    }

    @Test
    void policiesHaveNothingInCommon() {
        ran(10, "import json");
        assertThat(imports.popular(rules("another", Names.all()))).isEmpty();
    }

    @Test
    void noMoreThanSixAreImportedAhead() {
        ran(10, "import json, re, math, enum, string, random, textwrap, typing");
        assertThat(imports.popular(ALL)).hasSize(6);
    }

    @Test
    void tooManyPoliciesAreForgotten() {
        for (int policy = 0; policy < 1_000; policy++) {
            Rules one = rules("policy " + policy, Names.all());
            for (int run = 0; run < 3; run++) {
                imports.ran("import json", one);
            }
            assertThat(imports.popular(one)).containsExactly("json");
        }
        assertThat(imports.popular(rules("policy 0", Names.all()))).isEmpty();
    }
}
