package dev.vivarium.console.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Lets Enter begin a new line where Python goes on. Quotes are the interpreter's to complain of. */
final class ShellParser extends DefaultParser {

    ShellParser() {
        setEofOnUnclosedQuote(false);
        setEofOnEscapedNewLine(false);
        setEscapeChars(null);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && PythonInput.isOpen(line)) {
            throw new EOFError(-1, -1, "Python goes on");
        }
        return super.parse(line, cursor, context);
    }
}
