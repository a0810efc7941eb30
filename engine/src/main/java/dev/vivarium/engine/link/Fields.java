package dev.vivarium.engine.link;

/** Arrays that are a tag and plain fields: most messages. */
final class Fields {

    private Fields() {}

    static void write(ItemWriter out, int tag) {
        write(out, tag, new long[0]);
    }

    static void write(ItemWriter out, int tag, long... numbers) {
        out.array(1 + numbers.length);
        out.integer(tag);
        for (long number : numbers) {
            out.integer(number);
        }
        out.end();
    }

    static void writeNumbers(ItemWriter out, long... numbers) {
        out.array(numbers.length);
        for (long number : numbers) {
            out.integer(number);
        }
        out.end();
    }

    static void write(ItemWriter out, int tag, String... texts) {
        out.array(1 + texts.length);
        out.integer(tag);
        for (String text : texts) {
            out.text(text);
        }
        out.end();
    }

    static ProtocolException unexpected(int tag, boolean otherDirection) {
        return new ProtocolException(
                otherDirection
                        ? "message " + tag + " is one that this side sends, not one that it gets"
                        : "there is no message " + tag);
    }
}
