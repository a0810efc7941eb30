package dev.vivarium.remote.server;

import dev.vivarium.remote.Json;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream of all that becomes of a client's tasks. */
final class StreamRoute {

    private static final Logger LOG = LoggerFactory.getLogger(StreamRoute.class);

    private StreamRoute() {}

    /** Answers until the stream is over, in the request's own virtual thread. */
    static void stream(Context context) throws IOException, InterruptedException {
        Session session = Gate.session(context);
        String last = context.header("Last-Event-ID");
        if (last != null && !last.matches("[0-9]{1,18}")) {
            throw new Refused(400, "header 'Last-Event-ID' must be a whole number");
        }
        Stream stream = session.hub().open(last == null ? null : Long.valueOf(last));
        try {
            context.res().setContentType("text/event-stream");
            context.res().setCharacterEncoding("UTF-8");
            ServletOutputStream out = context.res().getOutputStream();
            send(
                    out,
                    "event: hello\ndata: "
                            + Json.write(Json.object("client", session.client().name())) + "\n\n");
            String closed = null;
            while (closed == null) {
                List<Message> messages = session.hub().take(stream);
                send(out, messages.isEmpty() ? ": here\n\n" : text(messages));
                closed = session.hub().whyClosed(stream);
            }
            send(out, "event: closing\ndata: " + Json.write(Json.object("reason", closed)) + "\n\n");
        } catch (IOException gone) {
            LOG.debug("a stream of client {} is gone", session.client().name());
        } finally {
            session.hub().leave(stream);
        }
    }

    private static String text(List<Message> messages) {
        StringBuilder text = new StringBuilder();
        messages.forEach(message -> text.append(message.text()));
        return text.toString();
    }

    private static void send(ServletOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
