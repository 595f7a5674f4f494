#include "greeting.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("greet " VERSION);
        return greet("version", "1");
    }
    if (argc != 3) {
        fputs("usage: greet NAME TIMES\n", stderr);
        return 2;
    }
    return greet(argv[1], argv[2]) == 0 ? 0 : 1;
}
