package dev.vivarium.remote.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what never gets as far as a route: broken requests, odd addresses, too many headers. */
final class EarlyErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 400 : response.getStatus();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        byte[] body = Problem.json(status, detail(status)).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "there is nothing at this address; /openapi.yaml tells what there is";
            case 408 -> "the request came too slowly";
            case 413 -> "the body is too large";
            case 414, 431 -> "address and headers together may have 8192 bytes";
            case 500 -> "the server has failed; its log says more";
            default -> "this is no request that HTTP allows here";
        };
    }
}
