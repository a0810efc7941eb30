package dev.vivarium.policy.kernel;

import java.io.FileOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Raises Landlock alone, so that the filter doesn't hide what it would let through; one line per attempt. */
final class LandlockedAttacker {
    private static final long PR_SET_NO_NEW_PRIVS = 38;
    private static final long SIGNAL_ZERO = 0;

    private LandlockedAttacker() {}

    /** Arguments: a directory that stays readable, holding "file", and a TCP port where somebody listens. */
    public static void main(String[] arguments) {
        Path allowed = Path.of(arguments[0]);
        // Asked for now: the answer comes from /proc.
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Kernel kernel = Kernel.open();
        kernel.call(Syscall.PRCTL, PR_SET_NO_NEW_PRIVS, 1);
        List<Path> readable = new ArrayList<>(NeededPaths.byThisJvm());
        readable.add(allowed);
        new Landlock(kernel).allowReadingOnly(readable);
        files(allowed);
        others(Integer.parseInt(arguments[1]));
        Attempts.raw("signalParent", kernel, Refused.KILL.number(), parent, SIGNAL_ZERO);
    }

    private static void files(Path allowed) {
        Path file = allowed.resolve("file");
        Attempts.java("read", () -> Files.readString(file));
        Attempts.java("readPasswd", () -> Files.readString(Path.of("/etc/passwd")));
        Attempts.java("create", () -> Files.createFile(allowed.resolve("new")));
        Attempts.java("append", () -> new FileOutputStream(file.toFile(), true));
        Attempts.java("delete", () -> Files.deleteIfExists(file));
        Attempts.java("rename", () -> Files.move(file, allowed.resolve("moved")));
        Attempts.java("link", () -> Files.createLink(allowed.resolve("linked"), file));
        Attempts.java("symlink", () -> Files.createSymbolicLink(allowed.resolve("symbolic"), file));
        Attempts.java("mkdir", () -> Files.createDirectory(allowed.resolve("dir")));
    }

    private static void others(int port) {
        Attempts.java("exec", () -> new ProcessBuilder("/bin/true").start());
        Attempts.java(
                "connect", () -> SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        Attempts.java("bind", () -> ServerSocketChannel.open().bind(null));
    }
}
