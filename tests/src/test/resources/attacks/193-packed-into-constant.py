#: id: packed-into-constant
#: class: state-leak
#: technique: struct.pack_into writes into the bytes that belong to code which all contexts share
#: oracle: no-leak clean

import base64
import hmac
import struct

try:
    import _struct
except ImportError:
    _struct = struct

def write(target):
    for pack in (struct.pack_into, _struct.pack_into, lambda *rest: struct.Struct("B").pack_into(*rest[1:])):
        try:
            pack("B", target, 0, 7)
        except Exception:
            pass

write(base64._b32alphabet)
write(memoryview(base64._b32alphabet))
for function in (hmac.HMAC.__init__, hmac.digest, hmac.new):
    write(function.__code__.co_code)
    for constant in function.__code__.co_consts:
        write(constant)
_return("written")
#: part 2
import base64
import hmac

bad = []
if base64.b32encode(b"hello") != b"NBSWY3DP":
    bad.append("base64")
if hmac.new(b"key", b"msg", "sha256").hexdigest()[:8] != "2d93cbc1":
    bad.append("hmac")
_return(" ".join(bad) or "clean")
