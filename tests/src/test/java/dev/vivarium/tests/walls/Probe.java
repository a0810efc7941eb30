package dev.vivarium.tests.walls;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One attempt to get out of a worker, by a script for which the Python sandbox is off.
 *
 * @param name what it tries
 * @param source raises if it does not succeed
 * @param trace whether it left what it would leave; empty for attempts that only look
 */
record Probe(String name, String source, Optional<Predicate<Ground>> trace) {

    /** Succeeds if any place succeeds, and raises else. */
    private static final String ANYWHERE = """
            import os, java
            def anywhere(act):
                done = []
                for place in places:
                    try:
                        act(place)
                        done.append(place)
                    except OSError:
                        pass
                if not done:
                    raise PermissionError('nowhere')
                _return(done)
            """;

    /** System calls by number, past all of Python and Java. */
    private static final String NATIVE = """
            import java
            Linker = java.type('java.lang.foreign.Linker').nativeLinker()
            Layout = java.type('java.lang.foreign.ValueLayout')
            syscall = Linker.downcallHandle(
                Linker.defaultLookup().find('syscall').get(),
                java.type('java.lang.foreign.FunctionDescriptor').of(*[Layout.JAVA_LONG] * 6))
            def call(number, *arguments):
                result = syscall.invokeWithArguments(number, *(list(arguments) + [0] * (4 - len(arguments))))
                if result < 0:
                    raise OSError(f'system call {number} gives {result}')
                _return(result)
            def text(value):
                return getattr(java.type('java.lang.foreign.Arena'), 'global')().allocateFrom(value).address()
            """;

    static List<Probe> all() {
        return List.of(
                looks("opens /etc/passwd", "_return(open('/etc/passwd').read())"),
                looks("opens a file of the host's", "_return(open(secret).read())"),
                looks("lists a folder", "import os\n_return(os.listdir(os.path.dirname(secret)))"),
                looks("lists the root folder", "import os\n_return(os.listdir('/'))"),
                looks("reads its own environment", "_return(open('/proc/self/environ', 'rb').read())"),
                looks("reads its host's environment", "_return(open(f'/proc/{parent}/environ', 'rb').read())"),
                looks("reads its own memory map", "_return(open('/proc/self/maps').read()[:100])"),
                looks("reads the list of mounts", "_return(open('/proc/mounts').read()[:100])"),
                looks("reads a file through java.nio", """
                        import java
                        path = java.type('java.nio.file.Path').of(secret)
                        _return(str(java.type('java.nio.file.Files').readString(path)))"""),
                looks(
                        "reads a file through java.io",
                        "import java\n_return(java.type('java.io.FileInputStream')(secret).read())"),
                looks("opens a socket by number", NATIVE + "call(41, 2, 1, 0)"),
                looks("opens a Unix socket by number", NATIVE + "call(41, 1, 1, 0)"),
                looks("opens a file by number", NATIVE + "call(2, text(secret), 0)"),
                leaves("creates a file by number", NATIVE + "call(85, text(places[-1]), 420)", Ground::isMarked),
                leaves("kills by number", NATIVE + "call(62, victim, 9)", Ground::isBystanderGone),
                leaves("writes a file", ANYWHERE + """
                                def write(place):
                                    with open(place, 'w') as file:
                                        file.write('x')
                                anywhere(write)
                                """, Ground::isMarked),
                leaves(
                        "writes a file through java.io",
                        "import java\nwith_it = java.type('java.io.FileOutputStream')(places[-1])\nwith_it.close()",
                        Ground::isMarked),
                leaves("makes a folder", ANYWHERE + "anywhere(os.mkdir)", Ground::isMarked),
                leaves(
                        "makes a symbolic link",
                        ANYWHERE + "anywhere(lambda place: os.symlink(secret, place))",
                        Ground::isMarked),
                leaves("makes a hard link", """
                        import java
                        path = java.type('java.nio.file.Path').of
                        java.type('java.nio.file.Files').createLink(path(places[-1]), path(secret))""", Ground::isMarked),
                leaves(
                        "appends to a file of the host's",
                        "with open(secret, 'a') as file:\n    file.write('x')",
                        Ground::isSecretTouched),
                leaves("empties a file of the host's", "import os\nos.truncate(secret, 0)", Ground::isSecretTouched),
                leaves("removes a file of the host's", "import os\nos.unlink(secret)", Ground::isSecretTouched),
                leaves("moves a file of the host's", """
                        import java
                        java.type('java.io.File')(secret).renameTo(java.type('java.io.File')(places[-1])) or 1 / 0""", Ground::isSecretTouched),
                leaves(
                        "changes the mode of a file of the host's",
                        "import os\nos.chmod(secret, 0o777)",
                        Ground::isSecretTouched),
                leaves(
                        "changes the time of a file of the host's",
                        "import os\nos.utime(secret, (1, 1))",
                        Ground::isSecretTouched),
                leaves("connects", "import socket\nsocket.create_connection(('127.0.0.1', port))", Ground::isConnected),
                leaves("connects through java.net", """
                        import java
                        here = java.type('java.net.InetAddress').getLoopbackAddress()
                        java.type('java.net.Socket')(here, port)""", Ground::isConnected),
                leaves("sends a datagram", """
                        import socket
                        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', udp))""", Ground::hasDatagram),
                looks("listens", """
                        import java
                        here = java.type('java.net.InetAddress').getLoopbackAddress()
                        java.type('java.net.ServerSocket')(0, 1, here).close()"""),
                leaves(
                        "starts a program",
                        "import subprocess\nsubprocess.run(['/bin/touch', places[-1]], check=True)",
                        Ground::isMarked),
                leaves(
                        "starts a shell",
                        "import os\nif os.system('/bin/touch ' + places[-1]) != 0: raise OSError('refused')",
                        Ground::isMarked),
                leaves("starts a program through Java", """
                        import java
                        java.type('java.lang.ProcessBuilder')('/bin/touch', places[-1]).start().waitFor()""", Ground::isMarked),
                leaves("kills another process through Java", """
                        import java
                        if not java.type('java.lang.ProcessHandle').of(victim).get().destroyForcibly():
                            raise OSError('refused')""", Ground::isBystanderGone));
    }

    private static Probe looks(String name, String source) {
        return new Probe(name, source, Optional.empty());
    }

    private static Probe leaves(String name, String source, Predicate<Ground> trace) {
        return new Probe(name, source, Optional.of(trace));
    }

    @Override
    public String toString() {
        return name;
    }
}
