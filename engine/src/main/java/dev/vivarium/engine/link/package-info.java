/**
 * Messages between host and worker, and the transports that carry them; shared by both sides.
 *
 * <p><b>Frame.</b> Four bytes, big-endian: the length of the body, from 1 to the frame cap
 * ({@link dev.vivarium.engine.link.Wire#LARGEST_FRAME}). Then the body: one message.
 *
 * <p><b>Message.</b> One CBOR (RFC 8949) array {@code [tag, field…]}, fields in the order of the record components.
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>From the host</th><th>From the worker</th></tr>
 * <tr><td>{@code [1]} Welcome</td><td>{@code [16, version, token]} Hello</td></tr>
 * <tr><td>{@code [2, task, name, source, [variable, value, …], [face, …], rules, kept for]} Run</td>
 * <td>{@code [17, [wall, …]]} Ready</td></tr>
 * <tr><td>{@code [3, task]} Cancel</td><td>{@code [18, task, thread]} Started</td></tr>
 * <tr><td>{@code [4, nonce]} Ping</td><td>{@code [19, task, idle]} Parked</td></tr>
 * <tr><td>{@code [5]} Shutdown</td><td>{@code [20, task]} Resumed</td></tr>
 * <tr><td>{@code [6, task, call, [kept, …], 1, value]} or {@code [6, task, call, [kept, …], 2, type, message]}
 * Answer</td><td>{@code [21, task, text]} Output</td></tr>
 * <tr><td>{@code [7, task, patient, number, function, arguments, keywords]} Invoke</td>
 * <td>{@code [22, task, end, cpuNanos, damage, stays]} Finished</td></tr>
 * <tr><td>{@code [8, task, patient, function]} Forget</td><td>{@code [23, nonce, ready]} Pong</td></tr>
 * <tr><td></td><td>{@code [24, task, call, object, member, arguments, keywords]} Call</td></tr>
 * <tr><td></td><td>{@code [25, task, limit, allowed, used]} Exceeded</td></tr>
 * <tr><td></td><td>{@code [26, task, number, end]} Invoked</td></tr>
 * <tr><td></td><td>{@code [27, task, end, damage]} Left</td></tr>
 * </table>
 *
 * <p>{@code face} is {@code [object, label, [attribute, …], [method, …]]}, {@code rules} are bytes that
 * are an item by themselves: {@code [policy, bounds, [module, …]]} with nothing in place of the modules if all may be
 * imported, {@code bounds} is
 * {@code [outputBytes, outputLines, returns, valueBytes, valueItems, valueWidth, valueDepth, cpuNanos, memoryBytes,
 * recursionBytes]}. {@code end} is one of
 * {@code [1, value, …]} Returned, {@code [2, type, message, traceback]} Raised, {@code [3, limit, allowed, used]}
 * OverLimit, {@code [4]} Cancelled, {@code [5, reason]} Broken. Welcome and Hello stay as they are in every version:
 * with them two sides find out that their versions differ.
 *
 * <table>
 * <caption>Values</caption>
 * <tr><th>Python</th><th>CBOR</th></tr>
 * <tr><td>None, bool</td><td>null, false, true</td></tr>
 * <tr><td>int of 64 bits</td><td>integer (major type 0 or 1)</td></tr>
 * <tr><td>larger int</td><td>bignum (tag 2 or 3) of 8 to {@link dev.vivarium.engine.link.Wire#LONGEST_INTEGER}
 * bytes</td></tr>
 * <tr><td>float</td><td>double precision</td></tr>
 * <tr><td>str, bytes</td><td>text string (strict UTF-8), byte string</td></tr>
 * <tr><td>list, tuple, set</td><td>{@code [0, item…]}, {@code [1, item…]}, {@code [3, member…]}</td></tr>
 * <tr><td>dict</td><td>{@code [2, key, value, …]}</td></tr>
 * <tr><td>date</td><td>{@code [4, day]}, counted from 1970-01-01</td></tr>
 * <tr><td>time</td><td>{@code [5, microsecond of the day]}</td></tr>
 * <tr><td>datetime</td><td>{@code [6, day, microsecond of the day]}</td></tr>
 * <tr><td>time with offset</td><td>{@code [7, microsecond of the day, offset in seconds]}</td></tr>
 * <tr><td>datetime with offset</td><td>{@code [8, day, microsecond of the day, offset in seconds]}</td></tr>
 * <tr><td>timedelta</td><td>{@code [9, seconds, microseconds from 0 to 999999]}</td></tr>
 * <tr><td>a capability, from the host</td><td>{@code [10, object, label, [attribute, …], [method, …]]}</td></tr>
 * <tr><td>a capability, in a call's arguments</td><td>{@code [11, object]}</td></tr>
 * <tr><td>a function, in a call's arguments</td><td>{@code [12, function]}</td></tr>
 * </table>
 *
 * <p>A key or member is neither list, dict nor bytes, nor a tuple with one of these inside, and occurs once. Days are
 * those of the years 1 to 9999, offsets those of Java, up to 18 hours. Everything else of CBOR is refused: indefinite
 * lengths, maps, other tags, other simple values, shorter floats, undefined.
 */
package dev.vivarium.engine.link;
