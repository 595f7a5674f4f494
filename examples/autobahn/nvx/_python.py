"""The same functions in plain Python: what a machine without the extension runs, and what the C code is compared with."""

ACCEPT, NEED1, NEED2, NEED3, AFTER_E0, AFTER_ED, AFTER_F0, AFTER_F4, REJECT = range(9)

# Unicode 15, table 3-7.
_RULES = {
    NEED1: (0x80, 0xBF, ACCEPT),
    NEED2: (0x80, 0xBF, NEED1),
    NEED3: (0x80, 0xBF, NEED2),
    AFTER_E0: (0xA0, 0xBF, NEED1),
    AFTER_ED: (0x80, 0x9F, NEED1),
    AFTER_F0: (0x90, 0xBF, NEED2),
    AFTER_F4: (0x80, 0x8F, NEED2),
}
_FIRST = [REJECT] * 256
_FIRST[0x00:0x80] = [ACCEPT] * 0x80
_FIRST[0xC2:0xE0] = [NEED1] * 0x1E
_FIRST[0xE0:0xF0] = [NEED2] * 0x10
_FIRST[0xF0:0xF4] = [NEED3] * 4
_FIRST[0xE0], _FIRST[0xED], _FIRST[0xF0], _FIRST[0xF4] = AFTER_E0, AFTER_ED, AFTER_F0, AFTER_F4


def utf8_validate(state, data):
    index = 0
    for byte in data:
        if state == ACCEPT:
            state = _FIRST[byte]
        elif state != REJECT:
            low, high, then = _RULES[state]
            state = then if low <= byte <= high else REJECT
        if state == REJECT:
            break
        index += 1
    return state, index


def xor_mask(data, mask, offset):
    if len(mask) != 4 or offset < 0:
        raise ValueError("a mask has 4 bytes, and an offset is not negative")
    return bytes(byte ^ mask[(offset + at) % 4] for at, byte in enumerate(data))
