package dev.vivarium.remote.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Greets, takes every request, and says on its stream what a test wants it to. */
final class FakeServer implements AutoCloseable {

    /** The bodies of what was submitted. */
    final List<String> submitted = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Socket> stream = new CompletableFuture<>();

    FakeServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket one = socket.accept();
                open.add(one);
                Thread.ofVirtual().start(() -> serve(one));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket one) {
        try {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.UTF_8));
            for (String first = reader.readLine(); first != null; first = reader.readLine()) {
                int length = 0;
                for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(line.substring(15).strip());
                    }
                }
                if (first.startsWith("GET /v1/stream")) {
                    write(one, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                    write(one, "event: hello\ndata: {\"client\":\"anna\"}\n\n");
                    stream.complete(one);
                    return;
                }
                char[] body = new char[length];
                for (int read = 0; read < length; ) {
                    read += reader.read(body, read, length - read);
                }
                submitted.add(new String(body));
                write(one, "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}");
            }
        } catch (IOException gone) {
            // The client has left.
        }
    }

    /** Sends one event. */
    void say(String kind, String data) throws IOException {
        write(stream(), "event: " + kind + "\ndata: " + data + "\n\n");
    }

    /** Sends something else. */
    void sayRaw(String text) throws IOException {
        write(stream(), text);
    }

    void cutStream() throws IOException {
        stream().close();
    }

    private Socket stream() {
        return stream.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void write(Socket to, String text) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
