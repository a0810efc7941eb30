package dev.vivarium.game.telnet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Makes lines out of bytes: the telnet protocol's commands are answered and taken out, each option is refused once, the
 * ways to end a line (CR LF, CR NUL, LF, CR) are one, and backspaces erase. For one thread.
 */
final class TelnetDecoder {

    private static final int IAC = 255;
    private static final int DONT = 254;
    private static final int DO = 253;
    private static final int WONT = 252;
    private static final int WILL = 251;
    private static final int SB = 250;
    private static final int AYT = 246;
    private static final int EL = 248;
    private static final int EC = 247;
    private static final int SE = 240;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;

    /** What comes out. */
    interface Sink {

        /** A whole line, without its end. */
        void line(String text) throws InterruptedException;

        /** A line that was longer than allowed; it is thrown away. */
        void tooLong() throws InterruptedException;

        /** A line that was not UTF-8; it is thrown away. */
        void notText() throws InterruptedException;

        /** Bytes for the other side. */
        void reply(byte[] bytes);
    }

    private enum State {
        TEXT,
        AFTER_CR,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        SUBNEGOTIATION_COMMAND
    }

    private final int longest;
    private final Sink sink;
    private final BitSet refusedDo = new BitSet();
    private final BitSet refusedWill = new BitSet();
    private byte[] line = new byte[256];
    private int length;
    private boolean overlong;
    private State state = State.TEXT;
    private int verb;

    TelnetDecoder(int longest, Sink sink) {
        this.longest = longest;
        this.sink = sink;
    }

    void feed(byte[] bytes, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            feed(bytes[i] & 0xff);
        }
    }

    private void feed(int octet) throws InterruptedException {
        switch (state) {
            case TEXT -> text(octet);
            case AFTER_CR -> {
                state = State.TEXT;
                if (octet != '\n' && octet != 0) {
                    text(octet);
                }
            }
            case COMMAND -> command(octet);
            case OPTION -> {
                refuse(octet);
                state = State.TEXT;
            }
            case SUBNEGOTIATION -> {
                if (octet == IAC) {
                    state = State.SUBNEGOTIATION_COMMAND;
                }
            }
            case SUBNEGOTIATION_COMMAND -> state = octet == SE ? State.TEXT : State.SUBNEGOTIATION;
        }
    }

    private void text(int octet) throws InterruptedException {
        switch (octet) {
            case IAC -> state = State.COMMAND;
            case '\r' -> {
                state = State.AFTER_CR;
                end();
            }
            case '\n' -> end();
            case BACKSPACE, DELETE -> erase();
            case '\t' -> add('\t');
            default -> {
                if (octet >= ' ') {
                    add(octet);
                }
            }
        }
    }

    private void command(int octet) {
        state = State.TEXT;
        switch (octet) {
            case IAC -> add(octet);
            case DO, DONT, WILL, WONT -> {
                verb = octet;
                state = State.OPTION;
            }
            case SB -> state = State.SUBNEGOTIATION;
            case EC -> erase();
            case EL -> clear();
            case AYT -> sink.reply("\r\n[Yes]\r\n".getBytes(StandardCharsets.US_ASCII));
            default -> {}
        }
    }

    /** Once for each: who asks again would only be told again, for ever. */
    private void refuse(int option) {
        BitSet refused = verb == DO ? refusedDo : refusedWill;
        if ((verb == DO || verb == WILL) && !refused.get(option)) {
            refused.set(option);
            sink.reply(new byte[] {(byte) IAC, (byte) (verb == DO ? WONT : DONT), (byte) option});
        }
    }

    private void add(int octet) {
        if (length == longest) {
            overlong = true;
        } else if (!overlong) {
            if (length == line.length) {
                line = java.util.Arrays.copyOf(line, Math.min(longest, 2 * length));
            }
            line[length++] = (byte) octet;
        }
    }

    /** One character: all bytes of it. */
    private void erase() {
        while (length > 0 && (line[length - 1] & 0xc0) == 0x80) {
            length--;
        }
        length = Math.max(0, length - 1);
    }

    private void clear() {
        length = 0;
        overlong = false;
    }

    private void end() throws InterruptedException {
        boolean tooLong = overlong;
        int bytes = length;
        clear();
        if (tooLong) {
            sink.tooLong();
            return;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            sink.notText();
            return;
        }
        sink.line(text);
    }
}
