package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where a module's text is marked: before all that does something, in a line that was there before. */
class ModuleTextTest {

    @Test
    void afterADocstring() {
        assertMarked("\"\"\"Doc.\"\"\"\nx = 1\n", "\"\"\"Doc.\"\"\"; __vivarium__()\nx = 1\n");
        assertMarked(
                "# c\n\nr'''a\n'' \\' \"b\n''' # d\nx\n", "# c\n\nr'''a\n'' \\' \"b\n'''; __vivarium__() # d\nx\n");
        assertMarked("'one'\nx\n", "'one'; __vivarium__()\nx\n");
    }

    @Test
    void afterImportsFromTheFuture() {
        assertMarked(
                "\"Doc.\"\n\n# c\nfrom __future__ import annotations\nimport re\n",
                "\"Doc.\"\n\n# c\nfrom __future__ import annotations; __vivarium__()\nimport re\n");
        assertMarked(
                "from __future__ import (a,\n  b)\nfrom __future__ import c, d # e\nx\n",
                "from __future__ import (a,\n  b)\nfrom __future__ import c, d; __vivarium__() # e\nx\n");
    }

    @Test
    void inTheLineBeforeTheFirstStatement() {
        assertMarked("# c\nclass A: pass\n", "__vivarium__() # c\nclass A: pass\n");
        assertMarked("\nclass A: pass\n", "__vivarium__() \nclass A: pass\n");
    }

    @Test
    void beforeASimpleFirstStatement() {
        assertMarked("import re\n", "__vivarium__(); import re\n");
        assertMarked("x = 1\n", "__vivarium__(); x = 1\n");
    }

    @Test
    void aStringThatIsNoDocstringIsPartOfAStatement() {
        assertMarked("# c\n'a'.join('b')\n", "__vivarium__() # c\n'a'.join('b')\n");
    }

    @Test
    void whatHasNoPlaceIsLeftAlone() {
        assertThat(ModuleText.marked("")).isEmpty();
        assertThat(ModuleText.marked("class A: pass\n")).isEmpty();
        assertThat(ModuleText.marked("'a' 'b'\n")).isEmpty();
        assertThat(ModuleText.marked("# -*- coding: latin-1 -*-\nx = 1\n")).isEmpty();
    }

    @Test
    void utf8IsWhatItIsTakenFor() {
        assertMarked("# -*- coding: utf-8 -*-\nx\n", "__vivarium__() # -*- coding: utf-8 -*-\nx\n");
    }

    @Test
    void aLongDocstringIsNoTrouble() {
        String doc = "\"\"\"" + "a \"quoted\" word\\n\n".repeat(20_000) + "\"\"\"";
        assertMarked(doc + "\nx\n", doc + "; __vivarium__()\nx\n");
    }

    private static void assertMarked(String text, String marked) {
        assertThat(ModuleText.marked(text)).contains(marked);
    }
}
