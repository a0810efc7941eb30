package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Rules;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Rules as bytes, and bytes as rules. The same rules come with each run of a policy and are the largest part of a short
 * one: with this, either side does the work for them once, and who compares them mostly sees that they are the same
 * object. Safe for use by any thread.
 */
final class RulesCache {

    /** Policies are few; one too many, and all are forgotten. */
    static final int MOST = 64;

    /** By identity: to compare rules means to look at every module in them. */
    private final IdentityHashMap<Rules, byte[]> written = new IdentityHashMap<>();

    private final Map<ByteBuffer, Rules> read = new HashMap<>();

    /** What {@link #read} makes these rules of; not to be changed. */
    synchronized byte[] write(Rules rules) {
        byte[] known = written.get(rules);
        if (known == null) {
            known = Codec.item(Wire.LARGEST_FRAME, out -> RulesFormat.write(rules, out));
            if (written.size() >= MOST) {
                written.clear();
            }
            written.put(rules, known);
        }
        return known;
    }

    /** The rules that {@code bytes} are, which belong to this from now on. */
    synchronized Rules read(byte[] bytes) throws ProtocolException {
        ByteBuffer key = ByteBuffer.wrap(bytes);
        Rules known = read.get(key);
        if (known == null) {
            known = Codec.read(bytes, RulesFormat::rules);
            if (read.size() >= MOST) {
                read.clear();
            }
            read.put(key, known);
        }
        return known;
    }
}
