package dev.vivarium.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonInputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "py",
                "py\nx = 1",
                "py if x:",
                "py if x:  # why",
                "py if x:\n    y = 1",
                "py f(1,",
                "py [1,\n2",
                "py '''long\n",
                "py x = \\",
            })
    void goesOn(String text) {
        assertThat(PythonInput.isOpen(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "py 1",
                "py 'a:'",
                "py {1: 2}",
                "py 'not [closed'",
                "py 'broken",
                "py # only:",
                "py if x:\n    y = 1\n",
                "py f(1,\n2)",
                "py '''long\n'''",
                "py\nx = 1\n",
                "pyramid(",
                "list",
                "output '5",
            })
    void isComplete(String text) {
        assertThat(PythonInput.isOpen(text)).isFalse();
    }

    @Test
    void theSourceKeepsItsIndentation() {
        assertThat(PythonInput.source("py  1 + 2")).isEqualTo("1 + 2");
        assertThat(PythonInput.source("py\nif x:\n    y = 1")).isEqualTo("if x:\n    y = 1");
        assertThat(PythonInput.source("py if x:\n    y = 1")).isEqualTo("if x:\n    y = 1");
    }
}
