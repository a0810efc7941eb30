package dev.vivarium.engine.worker;

import org.graalvm.polyglot.Value;

/** The functions that prelude.py gives to the worker, in its order. */
record Prelude(Value parts) {

    static final int RETURN = 0;
    static final int MAKE = 1;
    static final int DESCRIBE = 2;
    static final int OBEY = 3;
    static final int RENEW = 4;
    static final int CALL_FUNCTION = 5;
    static final int FORGET = 6;
    static final int USE = 7;
    static final int SLEEP = 8;
    static final int IMPORT = 9;

    Value part(int number) {
        return parts.getArrayElement(number);
    }

    /** Takes the one function that a file of the stdlib has defined out of the script's globals. */
    static Value take(Value globals, String name) {
        Value function = globals.getMember(name);
        globals.removeMember(name);
        return function;
    }
}
