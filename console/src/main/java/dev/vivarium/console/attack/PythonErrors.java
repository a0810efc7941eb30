package dev.vivarium.console.attack;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The exception classes that a caller may be told of. */
final class PythonErrors {

    private static final Set<String> BUILTIN = Set.of(
            "ArithmeticError",
            "AssertionError",
            "AttributeError",
            "BaseException",
            "BaseExceptionGroup",
            "BlockingIOError",
            "BrokenPipeError",
            "BufferError",
            "ChildProcessError",
            "ConnectionAbortedError",
            "ConnectionError",
            "ConnectionRefusedError",
            "ConnectionResetError",
            "EOFError",
            "Exception",
            "ExceptionGroup",
            "FileExistsError",
            "FileNotFoundError",
            "FloatingPointError",
            "GeneratorExit",
            "ImportError",
            "IndentationError",
            "IndexError",
            "InterruptedError",
            "IsADirectoryError",
            "KeyError",
            "KeyboardInterrupt",
            "LookupError",
            "MemoryError",
            "ModuleNotFoundError",
            "NameError",
            "NotADirectoryError",
            "NotImplementedError",
            "OSError",
            "OverflowError",
            "PermissionError",
            "ProcessLookupError",
            "RecursionError",
            "ReferenceError",
            "RuntimeError",
            "StopAsyncIteration",
            "StopIteration",
            "SyntaxError",
            "SystemError",
            "SystemExit",
            "TabError",
            "TimeoutError",
            "TypeError",
            "UnboundLocalError",
            "UnicodeDecodeError",
            "UnicodeEncodeError",
            "UnicodeError",
            "UnicodeTranslateError",
            "UnsupportedOperation",
            "ValueError",
            "ZeroDivisionError");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private PythonErrors() {}

    /** Whether {@code qualified}, with its module or without, is built into Python, named by the attack's oracle, or a class of the attack itself. */
    static boolean isOne(String qualified, Attack attack) {
        String type = qualified.substring(qualified.lastIndexOf('.') + 1);
        return BUILTIN.contains(type)
                || (NAME.matcher(type).matches() && (isNamed(type, attack.argument()) || isOwn(type, attack.source())));
    }

    private static boolean isNamed(String type, String argument) {
        return List.of(argument.split(",", -1)).contains(type);
    }

    private static boolean isOwn(String type, String source) {
        return Pattern.compile("(?m)^\\s*class " + type + "\\b").matcher(source).find();
    }
}
