package dev.vivarium.policy.kernel;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** Confines itself and then tries everything that it must not be able to do; one line per attempt. */
final class ConfinedAttacker {
    /** RLIMIT_NOFILE. */
    private static final long OPEN_FILES = 7;

    private static final long AT_FDCWD = -100;

    private final Path allowed;
    private final Path writable;
    private final int port;
    private final Path unixSocket;
    private final long parent = ProcessHandle.current().parent().orElseThrow().pid();
    private final Kernel kernel = Kernel.open();
    private final FileInputStream openBefore;
    private final FileOutputStream writableBefore;

    private ConfinedAttacker(String[] arguments) throws IOException {
        allowed = Path.of(arguments[0]);
        writable = Path.of(arguments[1]);
        port = Integer.parseInt(arguments[2]);
        unixSocket = Path.of(arguments[3]);
        openBefore = new FileInputStream(writable.resolve("secret").toFile());
        writableBefore = new FileOutputStream(allowed.resolve("log").toFile());
        // The class makes a pair of sockets when it is initialized: have it done, so that attempts fail on their own.
        SocketChannel.open().close();
    }

    /** Arguments: a directory to allow, one to keep closed, a TCP port and a Unix socket where somebody listens. */
    public static void main(String[] arguments) throws Exception {
        ConfinedAttacker attacker = new ConfinedAttacker(arguments);
        CountDownLatch confined = new CountDownLatch(1);
        Thread earlier = new Thread(() -> attacker.fromEarlierThread(confined), "earlier");
        earlier.start();
        attacker.confine();
        confined.countDown();
        earlier.join();
        Thread later = new Thread(attacker::everything, "later");
        later.start();
        later.join();
    }

    private void confine() {
        ConfinementPlan plan = ConfinementPlan.builder()
                .readable(NeededPaths.byThisJvm())
                .readable(allowed)
                .build();
        ConfinementReport report = Confinement.apply(plan);
        Attempts.report("earlierThreads", report.earlierThreads().toString());
        Attempts.report("openFiles", String.valueOf(report.limits().get(Resource.OPEN_FILES)));
    }

    private void fromEarlierThread(CountDownLatch confined) {
        try {
            confined.await();
        } catch (InterruptedException e) {
            Attempts.report("earlier", "interrupted");
            return;
        }
        Attempts.java("earlierExec", () -> new ProcessBuilder("/bin/true").start());
        Attempts.java(
                "earlierConnect",
                () -> SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        Attempts.java("earlierWrite", () -> Files.writeString(writable.resolve("earlier"), "x"));
    }

    private void everything() {
        reading();
        tricks();
        writing();
        network();
        processes();
        kernelDoors();
    }

    private void reading() {
        Attempts.java("readAllowed", () -> Files.readString(allowed.resolve("file")));
        Attempts.java("listAllowed", () -> allowed.toFile().list().length);
        Attempts.java("readPasswd", () -> Files.readString(Path.of("/etc/passwd")));
        Attempts.java("listRoot", () -> list(Path.of("/")));
        Attempts.java("readParentEnviron", () -> Files.readString(Path.of("/proc/" + parent + "/environ")));
        Attempts.java("readParentMemory", () -> new FileInputStream("/proc/" + parent + "/mem"));
        Attempts.java("readOwnMemory", () -> new FileInputStream("/proc/self/mem"));
    }

    private static boolean list(Path directory) throws IOException {
        try (var entries = Files.newDirectoryStream(directory)) {
            return entries.iterator().hasNext();
        }
    }

    /** Other names for a closed file. */
    private void tricks() {
        Path secret = writable.resolve("secret");
        Attempts.java("readSecret", () -> Files.readString(secret));
        Attempts.java("throughSymlink", () -> Files.readString(allowed.resolve("link")));
        Attempts.java(
                "throughDotDot",
                () -> Files.readString(
                        allowed.resolve("..").resolve(writable.getFileName()).resolve("secret")));
        Attempts.java("throughProcRoot", () -> Files.readString(Path.of("/proc/self/root" + secret)));
        Attempts.java("throughProcCwd", () -> list(Path.of("/proc/self/cwd/")));
        Attempts.java("throughProcFd", () -> reopen());
        // A descriptor that was open before stays readable: what must stay closed must not be open.
        Attempts.java("openBefore", () -> (char) openBefore.read());
    }

    /** Every descriptor reopened by its name in /proc must be refused, or be one of the allowed files. */
    private String reopen() throws IOException {
        for (int fd = 3; fd < 256; fd++) {
            Path name = Path.of("/proc/self/fd/" + fd);
            if (Files.isSymbolicLink(name) && Files.readSymbolicLink(name).startsWith(writable)) {
                return Files.readString(name);
            }
        }
        throw new IOException("not found");
    }

    private void writing() {
        // RLIMIT_FSIZE: the only wall before a file that was open for writing already.
        Attempts.java("writeOpenBefore", () -> {
            writableBefore.write('x');
            return "written";
        });
        Attempts.java("createInTmp", () -> Files.writeString(Path.of("/tmp/vivarium-" + parent), "x"));
        Attempts.java("createInCwd", () -> Files.writeString(Path.of("vivarium-" + parent), "x"));
        Attempts.java("createInAllowed", () -> Files.writeString(allowed.resolve("new"), "x"));
        Attempts.java("overwrite", () -> Files.writeString(allowed.resolve("file"), "x"));
        Attempts.java("append", () -> Files.writeString(allowed.resolve("file"), "x", StandardOpenOption.APPEND));
        Attempts.java("delete", () -> Files.deleteIfExists(allowed.resolve("file")));
        Attempts.java("rename", () -> Files.move(allowed.resolve("file"), allowed.resolve("moved")));
        Attempts.java("mkdir", () -> Files.createDirectory(allowed.resolve("dir")));
        Attempts.java("setReadable", () -> allowed.resolve("file").toFile().setReadable(true));
    }

    private void network() {
        Attempts.java(
                "connect", () -> SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        Attempts.java("bind", () -> ServerSocketChannel.open().bind(null));
        Attempts.java("unixConnect", () -> SocketChannel.open(UnixDomainSocketAddress.of(unixSocket)));
        Attempts.java("unixSocket", () -> SocketChannel.open(StandardProtocolFamily.UNIX));
    }

    private void processes() {
        Attempts.java("exec", () -> Runtime.getRuntime().exec(new String[] {"/bin/true"}));
        Attempts.raw("fork", kernel, Refused.FORK.number());
        Attempts.raw("forkByClone", kernel, Syscall.CLONE.number(), 17);
        Attempts.raw("ptraceParent", kernel, Refused.PTRACE.number(), 16, parent);
        Attempts.raw("probeParent", kernel, Refused.KILL.number(), parent, 0);
        Attempts.raw("killParent", kernel, Refused.KILL.number(), parent, 15);
        Attempts.raw("tgkillParent", kernel, Syscall.TGKILL.number(), parent, parent, 15);
        Attempts.raw(
                "tgkillSelf",
                kernel,
                Syscall.TGKILL.number(),
                ProcessHandle.current().pid(),
                tid(),
                0);
    }

    private long tid() {
        return kernel.call(Syscall.GETTID).value();
    }

    private void kernelDoors() {
        try (Arena arena = Arena.ofConfined()) {
            long path = Kernel.cString(arena, "/etc/passwd").address();
            long buffer = arena.allocate(128, 8).address();
            Attempts.raw("openWithPathFlag", kernel, Syscall.OPENAT.number(), AT_FDCWD, path, 0x200000);
            Attempts.raw("openForWriting", kernel, Syscall.OPENAT.number(), AT_FDCWD, path, 1);
            Attempts.raw("mount", kernel, Refused.MOUNT.number(), 0, path, 0, 0, 0);
            Attempts.raw("unshare", kernel, Refused.UNSHARE.number(), 0x10000000);
            Attempts.raw("openByHandle", kernel, Refused.OPEN_BY_HANDLE_AT.number(), AT_FDCWD, buffer, 0);
            Attempts.raw("raiseLimit", kernel, Syscall.PRLIMIT64.number(), 0, OPEN_FILES, buffer, 0);
            Attempts.raw("readLimit", kernel, Syscall.PRLIMIT64.number(), 0, OPEN_FILES, 0, buffer);
            Attempts.raw("memfd", kernel, Refused.MEMFD_CREATE.number(), path, 0);
            Attempts.raw("ioUring", kernel, Refused.IO_URING_SETUP.number(), 1, buffer);
            Attempts.raw("filterAgain", kernel, Syscall.SECCOMP.number(), 1, 0, buffer);
            Attempts.raw("dumpableAgain", kernel, Syscall.PRCTL.number(), 4, 1);
        }
        Attempts.java(
                "confineAgain",
                () -> Confinement.apply(ConfinementPlan.builder().build()));
    }
}
