#include "squeeze.h"

#include <libdeflate.h>
#include <stdio.h>
#include <string.h>

int main(int count, char **words) {
    if (count != 2) {
        fprintf(stderr, "usage: squeeze TEXT | --version\n");
        return 2;
    }
    if (strcmp(words[1], "--version") == 0) {
        printf("squeeze %s\n", VERSION);
        return 0;
    }
    size_t length = strlen(words[1]), bytes = squeezed(words[1], length);
    printf("%zu -> %zu bytes, crc32 %08x\n", length, bytes, (unsigned) libdeflate_crc32(0, words[1], length));
    return bytes == 0;
}
