package dev.vivarium.policy.kernel;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** Confines itself and then does what a worker's JVM does all day; one line per kind of work. */
final class ConfinedWorker {
    private ConfinedWorker() {}

    /** Arguments: the Unix socket of an echo server, a jar on the class path and, optionally, "exhaust". */
    public static void main(String[] arguments) throws Exception {
        SocketChannel link = SocketChannel.open(StandardProtocolFamily.UNIX);
        link.connect(UnixDomainSocketAddress.of(arguments[0]));
        Confinement.apply(
                ConfinementPlan.builder().readable(NeededPaths.byThisJvm()).build());
        if (arguments.length > 2) {
            exhaust();
        }
        Thread later = new Thread(() -> work(link, Path.of(arguments[1])), "later");
        later.start();
        later.join();
        Runtime.getRuntime().halt(42);
    }

    private static void work(SocketChannel link, Path jar) {
        Attempts.java("link", () -> echo(link));
        Attempts.java("select", () -> select(link));
        Attempts.java("deepRecursion", () -> overflowAndRecover());
        Attempts.java("threads", () -> startThreads(50));
        Attempts.java("virtualThreads", ConfinedWorker::virtualThread);
        Attempts.java("garbage", ConfinedWorker::makeGarbage);
        Attempts.java("compiled", () -> hotLoop(20_000_000) != 0);
        Attempts.java("random", () -> new SecureRandom().generateSeed(8).length);
        Attempts.java("jar", () -> zipEntries(jar));
        Attempts.java(
                "newClass",
                () -> Class.forName("java.util.zip.GZIPOutputStream").getName());
        Attempts.java("cpuTime", ConfinedWorker::cpuTime);
        Attempts.java("interruptedRead", () -> interruptRead(link));
    }

    private static String echo(SocketChannel link) throws IOException {
        link.write(ByteBuffer.wrap(new byte[] {'h', 'i'}));
        ByteBuffer answer = ByteBuffer.allocate(2);
        while (answer.hasRemaining() && link.read(answer) >= 0) {}
        return new String(answer.array(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static int select(SocketChannel link) throws IOException {
        try (Selector selector = Selector.open()) {
            link.configureBlocking(false);
            SelectionKey key = link.register(selector, SelectionKey.OP_READ);
            link.write(ByteBuffer.wrap(new byte[] {'x'}));
            int ready = selector.select();
            link.read(ByteBuffer.allocate(1));
            key.cancel();
            selector.selectNow();
            link.configureBlocking(true);
            return ready;
        }
    }

    private static int overflowAndRecover() {
        int caught = 0;
        for (int i = 0; i < 3; i++) {
            try {
                dive(0);
            } catch (StackOverflowError e) {
                caught++;
            }
        }
        return caught;
    }

    private static long dive(long depth) {
        return depth < 0 ? 0 : dive(depth + 1) + 1;
    }

    private static int startThreads(int count) throws Exception {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            FutureTask<Integer> task = new FutureTask<>(() -> {
                LockSupport.parkNanos(1);
                return 1;
            });
            new Thread(task).start();
            sum += task.get();
        }
        return sum;
    }

    private static String virtualThread() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.submit(() -> "virtual").get();
        }
    }

    /** Fills the heap of 128 MB several times over. */
    private static long makeGarbage() {
        long sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += new byte[1 << 20].length;
        }
        System.gc();
        return sum >> 20;
    }

    private static long hotLoop(int rounds) {
        long value = 1;
        for (int i = 0; i < rounds; i++) {
            value = value * 31 + (i % 7);
        }
        return value;
    }

    private static boolean zipEntries(Path jar) throws IOException {
        try (var zip = FileSystems.newFileSystem(jar);
                var entries = Files.list(zip.getPath("/"))) {
            return entries.findAny().isPresent();
        }
    }

    /** By reflection: the module doesn't read java.management, only the engine does. */
    private static boolean cpuTime() throws ReflectiveOperationException {
        Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
        Object threads = factory.getMethod("getThreadMXBean").invoke(null);
        Class<?> type = Class.forName("java.lang.management.ThreadMXBean");
        return (long) type.getMethod("getCurrentThreadCpuTime").invoke(threads) > 0;
    }

    /** Interrupting a blocked read goes through a signal to the own thread. */
    private static String interruptRead(SocketChannel link) throws Exception {
        FutureTask<Integer> read = new FutureTask<>(() -> link.read(ByteBuffer.allocate(1)));
        Thread reader = new Thread(read);
        reader.start();
        while (reader.isAlive() && !inRead(reader)) {
            Thread.onSpinWait();
        }
        reader.interrupt();
        reader.join();
        return read.state().name();
    }

    private static boolean inRead(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].getMethodName().equals("read0");
    }

    private static void exhaust() {
        byte[][] kept = new byte[10_000][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new byte[1 << 20];
        }
    }
}
