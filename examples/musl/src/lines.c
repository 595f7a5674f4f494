#include <stdio.h>
#include <string.h>

/* Counts the lines of its input. */
int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        puts("lines " VERSION);
        return 0;
    }

    unsigned long lines = 0;
    for (int c; (c = getchar()) != EOF;)
        lines += c == '\n';
    printf("%lu\n", lines);
    return ferror(stdin) != 0;
}
