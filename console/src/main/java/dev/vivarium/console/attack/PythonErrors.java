package dev.vivarium.console.attack;

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

    private PythonErrors() {}

    /** Whether {@code type} is built into Python, named by the attack's oracle, or a class of the attack itself. */
    static boolean isOne(String type, Attack attack) {
        return BUILTIN.contains(type)
                || Set.of(attack.argument().split("[, ]+", -1)).contains(type)
                || Pattern.compile("(?m)^\\s*class " + Pattern.quote(type) + "\\b")
                        .matcher(attack.source())
                        .find();
    }
}
