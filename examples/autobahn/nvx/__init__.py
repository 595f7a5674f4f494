"""UTF-8 validation and XOR masking for WebSocket frames: in C where the extension was built, else in Python."""

from nvx import _python

try:
    from nvx import _nvx as _fast
except ImportError:
    _fast = None

NATIVE = _fast is not None
_functions = _fast or _python


def xor_mask(data, mask, offset=0):
    """Each byte combined with its byte of the 4-byte mask (RFC 6455, 5.3)."""
    return _functions.xor_mask(data, mask, offset)


class Utf8Validator:
    """Validates text that comes in pieces: valid so far, and whether it ends between two code points."""

    def __init__(self):
        self.state = _python.ACCEPT
        self.total = 0

    def validate(self, data):
        """Returns (valid, ends on a code point, bytes of this piece, bytes of all pieces that are fine)."""
        self.state, index = _functions.utf8_validate(self.state, data)
        self.total += index
        return self.state != _python.REJECT, self.state == _python.ACCEPT, index, self.total
