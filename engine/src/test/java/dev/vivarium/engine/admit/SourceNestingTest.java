package dev.vivarium.engine.admit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNestingTest {

    @Test
    void bracketsOfAllKindsNest() {
        assertThat(SourceNesting.of("x = [({1: [2]})]")).isEqualTo(4);
        assertThat(SourceNesting.of("x = [1], (2), {3}")).isEqualTo(1);
        assertThat(SourceNesting.of("x = 1")).isZero();
    }

    @Test
    void indentedBlocksNestByTheirOwnSteps() {
        assertThat(SourceNesting.of("if 1:\n  if 2:\n        x\n  y\nz")).isEqualTo(2);
        assertThat(SourceNesting.of("if 1:\n\tif 2:\n\t\tx")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = '((((' # ((((",
                "x = \"((((\"",
                "x = '''((\n((''' + \"\"\"((\n'((\"\"\"",
                "x = '\\'((((' ",
                "x = r'((\\\\' ",
                "# '\nx = 1",
            })
    void whatIsInStringsAndCommentsDoesNotCount(String source) {
        assertThat(SourceNesting.of(source)).isZero();
    }

    @Test
    void brokenTextIsMeasuredAllTheSame() {
        assertThat(SourceNesting.of(")))(((")).isEqualTo(3);
        assertThat(SourceNesting.of("x = '((\n((")).isEqualTo(2);
        assertThat(SourceNesting.of("'''((")).isZero();
        assertThat(SourceNesting.of("'\\")).isZero();
        assertThat(SourceNesting.of("(".repeat(100_000))).isEqualTo(100_000);
    }
}
