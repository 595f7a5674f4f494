/*
 * UTF-8 validation and XOR masking for WebSocket frames (RFC 6455, sections 5.3 and 8.1), as Autobahn's NVX has them.
 * Only the stable ABI of Python 3.9 is used: with NVX_LIMITED_API one binary loads in every later CPython.
 */
#ifdef NVX_LIMITED_API
#define Py_LIMITED_API 0x03090000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* States of the validator: between code points, 1 to 3 continuation bytes expected, four with a narrower next byte, and refused. */
enum { ACCEPT = 0, NEED1, NEED2, NEED3, AFTER_E0, AFTER_ED, AFTER_F0, AFTER_F4, REJECT };

/* Unicode 15, table 3-7: which bytes may start a sequence. */
static int first(unsigned char byte)
{
    if (byte < 0x80) return ACCEPT;
    if (byte >= 0xC2 && byte <= 0xDF) return NEED1;
    if (byte == 0xE0) return AFTER_E0;
    if (byte == 0xED) return AFTER_ED;
    if (byte >= 0xE1 && byte <= 0xEF) return NEED2;
    if (byte == 0xF0) return AFTER_F0;
    if (byte >= 0xF1 && byte <= 0xF3) return NEED3;
    if (byte == 0xF4) return AFTER_F4;
    return REJECT;
}

static int next(int state, unsigned char byte)
{
    static const struct { unsigned char low, high, then; } rules[] = {
        [NEED1] = {0x80, 0xBF, ACCEPT}, [NEED2] = {0x80, 0xBF, NEED1}, [NEED3] = {0x80, 0xBF, NEED2},
        [AFTER_E0] = {0xA0, 0xBF, NEED1}, [AFTER_ED] = {0x80, 0x9F, NEED1},
        [AFTER_F0] = {0x90, 0xBF, NEED2}, [AFTER_F4] = {0x80, 0x8F, NEED2},
    };
    if (state == ACCEPT) return first(byte);
    return byte >= rules[state].low && byte <= rules[state].high ? rules[state].then : REJECT;
}

/* utf8_validate(state, data) -> (state, index): index is the first byte that is refused, or len(data). */
static PyObject *utf8_validate(PyObject *module, PyObject *args)
{
    int state;
    const char *data;
    Py_ssize_t length, at = 0;
    (void)module;
    if (!PyArg_ParseTuple(args, "iy#", &state, &data, &length)) return NULL;
    if (state < ACCEPT || state > REJECT) {
        PyErr_SetString(PyExc_ValueError, "not a state of the validator");
        return NULL;
    }
    while (at < length && state != REJECT) {
        uint64_t eight;
        if (state == ACCEPT && length - at >= 8) {
            memcpy(&eight, data + at, 8);
            if (!(eight & UINT64_C(0x8080808080808080))) { at += 8; continue; }
        }
        state = next(state, (unsigned char)data[at]);
        if (state != REJECT) at++;
    }
    return Py_BuildValue("in", state, at);
}

/* xor_mask(data, mask, offset) -> bytes: byte i is combined with byte (offset + i) % 4 of the mask. */
static PyObject *xor_mask(PyObject *module, PyObject *args)
{
    const char *data, *mask;
    Py_ssize_t length, mask_length, offset, at;
    unsigned char turned[8];
    uint64_t key;
    PyObject *result;
    char *out;
    (void)module;
    if (!PyArg_ParseTuple(args, "y#y#n", &data, &length, &mask, &mask_length, &offset)) return NULL;
    if (mask_length != 4 || offset < 0) {
        PyErr_SetString(PyExc_ValueError, "a mask has 4 bytes, and an offset is not negative");
        return NULL;
    }
    result = PyBytes_FromStringAndSize(NULL, length);
    if (!result) return NULL;
    out = PyBytes_AsString(result);
    for (at = 0; at < 8; at++) turned[at] = (unsigned char)mask[(offset + at) % 4];
    memcpy(&key, turned, 8);
    for (at = 0; at + 8 <= length; at += 8) {
        uint64_t eight;
        memcpy(&eight, data + at, 8);
        eight ^= key;
        memcpy(out + at, &eight, 8);
    }
    for (; at < length; at++) out[at] = (char)(data[at] ^ turned[at % 8]);
    return result;
}

#ifdef NVX_DEFLATE
#include <libdeflate.h>

/* deflate(data) -> bytes: raw DEFLATE, for permessage-deflate (RFC 7692). */
static PyObject *deflate(PyObject *module, PyObject *args)
{
    const char *data;
    Py_ssize_t length;
    PyObject *result = NULL, *whole;
    struct libdeflate_compressor *compressor;
    size_t bound, size;
    (void)module;
    if (!PyArg_ParseTuple(args, "y#", &data, &length)) return NULL;
    compressor = libdeflate_alloc_compressor(6);
    if (!compressor) return PyErr_NoMemory();
    bound = libdeflate_deflate_compress_bound(compressor, (size_t)length);
    whole = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)bound);
    if (whole) {
        size = libdeflate_deflate_compress(compressor, data, (size_t)length, PyBytes_AsString(whole), bound);
        result = PyBytes_FromStringAndSize(PyBytes_AsString(whole), (Py_ssize_t)size);
        Py_DECREF(whole);
    }
    libdeflate_free_compressor(compressor);
    return result;
}
#endif

static PyMethodDef methods[] = {
    {"utf8_validate", utf8_validate, METH_VARARGS, "utf8_validate(state, data) -> (state, index)"},
    {"xor_mask", xor_mask, METH_VARARGS, "xor_mask(data, mask, offset) -> bytes"},
#ifdef NVX_DEFLATE
    {"deflate", deflate, METH_VARARGS, "deflate(data) -> bytes"},
#endif
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_nvx", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__nvx(void)
{
    return PyModule_Create(&definition);
}
