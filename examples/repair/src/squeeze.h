#include <stddef.h>

/* How many bytes deflate makes of a text; 0 when there is no memory. */
size_t squeezed(const char *text, size_t length);
