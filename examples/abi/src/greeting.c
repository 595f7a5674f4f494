/* What this asks of glibc grows with the release that it is compiled on: strtol is a new symbol since 2.38, pthread_create since 2.34. */
#define _GNU_SOURCE
#include "greeting.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct order {
    const char *name;
    long times;
};

static void *carry_out(void *given)
{
    const struct order *order = given;
    for (long i = 0; i < order->times; i++)
        printf("hello, %s\n", order->name);
    return NULL;
}

int greet(const char *name, const char *times)
{
    char *end;
    struct order order = { name, strtol(times, &end, 10) };
    if (end == times || *end != '\0')
        return -1;
    pthread_t thread;
    if (pthread_create(&thread, NULL, carry_out, &order) != 0)
        return -1;
    pthread_join(thread, NULL);
    return 0;
}
