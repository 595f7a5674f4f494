#ifndef WINDOW_H
#define WINDOW_H

#include <stddef.h>

/* Adds a value to the newest `size` ones, of which there are `count`, and returns their mean. */
double window_push(double *values, size_t size, size_t *count, double value);

#endif
