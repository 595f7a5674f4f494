/* What Debian's libstdc++ and libgcc, which are built for glibc, take from glibc and musl has not. Tests start the musl package of this repository with it. */
typedef unsigned long size;

struct header { unsigned type, flags; size offset, address, physical, file_size, memory_size, alignment; };
struct object { size base; const char *name; const struct header *headers; unsigned short count; };
struct found { unsigned long long flags; void *start, *end, *map, *frames; };
struct wanted { char *address; struct found *result; };

int dl_iterate_phdr(int (*look)(struct object *, size, void *), void *data);
size strftime(char *text, size length, const char *format, const void *time);
int getentropy(void *bytes, size length);

char __libc_single_threaded;
struct { unsigned vendor, type, subtype, features; } __cpu_model;

int __cpu_indicator_init(void) { return 0; }

int __cxa_thread_atexit_impl(void (*end)(void *), void *object, void *library) { return 0; }

size __strftime_l(char *text, size length, const char *format, const void *time, void *locale) { return strftime(text, length, format, time); }

unsigned arc4random(void) {
    unsigned value = 0;
    getentropy(&value, sizeof value);
    return value;
}

static int look(struct object *object, size length, void *data) {
    struct wanted *wanted = data;
    int within = 0;
    wanted->result->frames = 0;
    for (int i = 0; i < object->count; i++) {
        const struct header *header = &object->headers[i];
        char *start = (char *)object->base + header->address;
        if (header->type == 1 && wanted->address >= start && wanted->address < start + header->memory_size) { /* PT_LOAD */
            within = 1;
            wanted->result->start = start;
            wanted->result->end = start + header->memory_size;
        }
        if (header->type == 0x6474e550) /* PT_GNU_EH_FRAME */
            wanted->result->frames = start;
    }
    return within && wanted->result->frames;
}

int _dl_find_object(void *address, struct found *result) {
    struct wanted wanted;
    wanted.address = address;
    wanted.result = result;
    return dl_iterate_phdr(look, &wanted) ? 0 : -1;
}
