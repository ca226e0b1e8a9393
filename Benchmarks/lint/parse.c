/* Parses every file with libcmark alone, as often as asked, and prints the best time of a round in seconds. */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct text {
    char *bytes;
    size_t length;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static struct text read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    struct text text = {NULL, (size_t)ftell(file)};
    rewind(file);
    text.bytes = malloc(text.length + 1);
    if (!text.bytes || fread(text.bytes, 1, text.length, file) != text.length) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return text;
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: parse ROUNDS FILE...\n");
        return 64;
    }
    int rounds = atoi(arguments[1]);
    double best = 1e9;
    size_t bytes = 0;
    for (int round = 0; round < rounds; round++) {
        double start = now();
        bytes = 0;
        for (int i = 2; i < count; i++) {
            struct text text = read_file(arguments[i]);
            cmark_node *document = cmark_parse_document(text.bytes, text.length, CMARK_OPT_DEFAULT);
            bytes += text.length;
            cmark_node_free(document);
            free(text.bytes);
        }
        double taken = now() - start;
        if (taken < best) best = taken;
    }
    printf("%.6f %zu\n", best, bytes);
    return 0;
}
