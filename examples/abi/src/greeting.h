#ifndef GREETING_H
#define GREETING_H

/* Writes "hello, <name>" times times, one line each; times is a decimal number. 0, or -1 when it is none. */
int greet(const char *name, const char *times);

#endif
