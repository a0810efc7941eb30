package dev.vivarium.console.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours for Python that is typed after {@code py}; other lines have none. */
final class PythonHighlighter implements Highlighter {

    private static final Pattern PARTS = Pattern.compile("(?<comment>#[^\\n]*)"
            + "|(?<string>\"\"\"(?s:.*?)(?:\"\"\"|\\z)|'''(?s:.*?)(?:'''|\\z)"
            + "|\"(?:\\\\.|[^\"\\\\\\n])*+\"?|'(?:\\\\.|[^'\\\\\\n])*+'?)"
            + "|(?<keyword>\\b(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else"
            + "|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while"
            + "|with|yield)\\b)"
            + "|(?<number>\\b[0-9][0-9a-fA-FxXoObB_.]*\\b)");

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        return coloured(buffer);
    }

    static AttributedString coloured(String buffer) {
        if (!PythonInput.isPython(buffer)) {
            return new AttributedString(buffer);
        }
        AttributedStringBuilder text = new AttributedStringBuilder();
        Matcher part = PARTS.matcher(buffer);
        int done = 0;
        while (part.find()) {
            text.append(buffer.substring(done, part.start()));
            text.append(part.group(), style(part));
            done = part.end();
        }
        return text.append(buffer.substring(done)).toAttributedString();
    }

    private static AttributedStyle style(Matcher part) {
        AttributedStyle style = AttributedStyle.DEFAULT;
        if (part.group("comment") != null) {
            return style.faint();
        }
        if (part.group("string") != null) {
            return style.foreground(AttributedStyle.GREEN);
        }
        return part.group("keyword") != null ? style.bold() : style.foreground(AttributedStyle.CYAN);
    }
}
