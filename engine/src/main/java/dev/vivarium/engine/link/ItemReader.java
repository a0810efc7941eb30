package dev.vivarium.engine.link;

import dev.vivarium.value.Values;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads items with Jackson from a frame that {@link WireCheck} let pass, and checks that each is of the right type. */
final class ItemReader {

    private final JsonParser in;

    ItemReader(JsonParser in) {
        this.in = in;
    }

    /** Goes on to the next item and is true, or to the array's end and is false. */
    boolean next() throws ProtocolException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new ProtocolException("the message ends in the middle");
        }
        return token != JsonToken.END_ARRAY;
    }

    /** The type of the item that {@link #next} went to. */
    JsonToken type() {
        return in.currentToken();
    }

    /** Bytes from the start of the frame to the end of the current item; for an array, to the end of its head. */
    long offset() {
        in.finishToken();
        return in.currentLocation().getByteOffset();
    }

    /** The next item is an array: enters it. */
    void enter(String what) throws ProtocolException {
        require(JsonToken.START_ARRAY, what);
    }

    /** The current item is an array that {@link #next} has entered. */
    void inside(String what) throws ProtocolException {
        if (type() != JsonToken.START_ARRAY) {
            throw new ProtocolException(what + " is not an array but a " + type());
        }
    }

    /** The next item is nothing, or else an array, which is entered. */
    boolean nextIsNothing(String what) throws ProtocolException {
        if (!next()) {
            throw new ProtocolException(what + " is missing");
        }
        if (type() == JsonToken.VALUE_NULL) {
            return true;
        }
        inside(what);
        return false;
    }

    /** The current array has no more items: leaves it. */
    void leave(String what) throws ProtocolException {
        if (next()) {
            throw new ProtocolException("too many items in " + what);
        }
    }

    /** The next item, an integer of 64 bits. */
    long integer(String what) throws ProtocolException {
        require(JsonToken.VALUE_NUMBER_INT, what);
        return long64(what);
    }

    /** The current item, which must be an integer of 64 bits. */
    long currentLong(String what) throws ProtocolException {
        if (type() != JsonToken.VALUE_NUMBER_INT) {
            throw new ProtocolException(what + " is not an integer but a " + type());
        }
        return long64(what);
    }

    private long long64(String what) throws ProtocolException {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new ProtocolException(what + " is beyond 64 bits");
        }
        return in.getLongValue();
    }

    /** The next item, an integer in a range. */
    long integer(String what, long least, long most) throws ProtocolException {
        long number = integer(what);
        if (number < least || number > most) {
            throw new ProtocolException(what + " is " + number + ", not from " + least + " to " + most);
        }
        return number;
    }

    /** The next item, a text. */
    String text(String what) throws ProtocolException {
        require(JsonToken.VALUE_STRING, what);
        return in.getString();
    }

    /** The next item, true or false. */
    boolean flag(String what) throws ProtocolException {
        if (!next()) {
            throw new ProtocolException(what + " is missing");
        }
        if (type() != JsonToken.VALUE_TRUE && type() != JsonToken.VALUE_FALSE) {
            throw new ProtocolException(what + " is neither true nor false");
        }
        return type() == JsonToken.VALUE_TRUE;
    }

    /** The next item, a text or nothing. */
    @Nullable
    String textOrNothing(String what) throws ProtocolException {
        if (!next()) {
            throw new ProtocolException(what + " is missing");
        }
        return type() == JsonToken.VALUE_NULL ? null : currentText(what);
    }

    /** The current item as an integer of any size. */
    Object currentInteger() throws ProtocolException {
        if (in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return in.getLongValue();
        }
        Object number = Values.integer(in.getBigIntegerValue());
        if (!(number instanceof BigInteger)) {
            throw new ProtocolException("a bignum that fits 64 bits");
        }
        return number;
    }

    Double currentReal() {
        return in.getDoubleValue();
    }

    String currentText() {
        return in.getString();
    }

    /** The current item, which must be a text. */
    String currentText(String what) throws ProtocolException {
        if (type() != JsonToken.VALUE_STRING) {
            throw new ProtocolException(what + " is not a text but a " + type());
        }
        return in.getString();
    }

    /** The next item, bytes. */
    byte[] bytes(String what) throws ProtocolException {
        require(JsonToken.VALUE_EMBEDDED_OBJECT, what);
        return in.getBinaryValue();
    }

    byte[] currentBytes() {
        return in.getBinaryValue();
    }

    private void require(JsonToken type, String what) throws ProtocolException {
        if (!next()) {
            throw new ProtocolException(what + " is missing");
        }
        if (type() != type) {
            throw new ProtocolException(what + " is not a " + type + " but a " + type());
        }
    }
}
