//go:build cgo

#include "window.h"
#include "flux.h"

#include <string.h>

double window_push(double *values, size_t size, size_t *count, double value)
{
	if (*count == size)
		memmove(values, values + 1, --*count * sizeof *values);
	values[(*count)++] = value;
	return flux_mean(values, *count);
}
