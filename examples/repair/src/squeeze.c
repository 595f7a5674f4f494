#include "squeeze.h"

#include <libdeflate.h>
#include <stdlib.h>

size_t squeezed(const char *text, size_t length) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(12);
    size_t room = compressor ? libdeflate_deflate_compress_bound(compressor, length) : 0;
    void *out = room ? malloc(room) : NULL;
    size_t bytes = out ? libdeflate_deflate_compress(compressor, text, length, out, room) : 0;
    free(out);
    libdeflate_free_compressor(compressor);
    return bytes;
}
