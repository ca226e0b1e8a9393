/* The yardstick: barriers of `true` over bare libssh2 exec channels, one thread, non-blocking, poll.
 * barriers ADDRESS:PORT,... USER KEY BARRIERS   (host keys are not verified: nothing but the cost of the road) */
#include <arpa/inet.h>
#include <libssh2.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 512 };
enum stage { OPENING, STARTING, READING, CLOSING, DONE };
struct host {
    int fd;
    LIBSSH2_SESSION *session;
    LIBSSH2_CHANNEL *channel;
    enum stage stage;
};
static struct host hosts[MOST];
static int count;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *what) {
    fprintf(stderr, "barriers: %s failed\n", what);
    exit(1);
}

static void connect_host(struct host *h, const char *address, int port, const char *user, const char *key) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1;
    inet_pton(AF_INET, address, &to.sin_addr);
    h->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(h->fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
    setsockopt(h->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    h->session = libssh2_session_init();
    libssh2_session_method_pref(h->session, LIBSSH2_METHOD_KEX, "curve25519-sha256");
    libssh2_session_method_pref(h->session, LIBSSH2_METHOD_CRYPT_CS, "aes128-ctr");
    libssh2_session_method_pref(h->session, LIBSSH2_METHOD_CRYPT_SC, "aes128-ctr");
    if (libssh2_session_handshake(h->session, h->fd)) fail("handshake");
    if (libssh2_userauth_publickey_fromfile(h->session, user, NULL, key, NULL)) fail("login");
    libssh2_session_set_blocking(h->session, 0);
}

/* One step of one host's state machine; 0 when it would block. */
static int advance(struct host *h) {
    char buffer[4096];
    int code;
    switch (h->stage) {
    case OPENING:
        h->channel = libssh2_channel_open_session(h->session);
        if (!h->channel) {
            if (libssh2_session_last_errno(h->session) != LIBSSH2_ERROR_EAGAIN) fail("channel");
            return 0;
        }
        break;
    case STARTING:
        code = libssh2_channel_exec(h->channel, "true");
        if (code == LIBSSH2_ERROR_EAGAIN) return 0;
        if (code) fail("exec");
        break;
    case READING:
        code = libssh2_channel_read(h->channel, buffer, sizeof buffer);
        if (code > 0) return 1;
        if (code == LIBSSH2_ERROR_EAGAIN && !libssh2_channel_eof(h->channel)) return 0;
        break;
    case CLOSING:
        code = libssh2_channel_close(h->channel);
        if (code == LIBSSH2_ERROR_EAGAIN) return 0;
        if (libssh2_channel_get_exit_status(h->channel)) fail("true");
        libssh2_channel_free(h->channel);
        break;
    case DONE:
        return 0;
    }
    h->stage++;
    return 1;
}

static void barrier(void) {
    struct pollfd fds[MOST];
    for (int i = 0; i < count; i++) hosts[i].stage = OPENING;
    for (;;) {
        int waiting = 0;
        for (int i = 0; i < count; i++) {
            while (advance(&hosts[i])) {}
            if (hosts[i].stage == DONE) continue;
            int out = libssh2_session_block_directions(hosts[i].session) & LIBSSH2_SESSION_BLOCK_OUTBOUND;
            fds[waiting++] = (struct pollfd){.fd = hosts[i].fd, .events = POLLIN | (out ? POLLOUT : 0)};
        }
        if (!waiting) return;
        poll(fds, waiting, -1);
    }
}

int main(int argc, char **argv) {
    if (argc != 5) fail("usage");
    libssh2_init(0);
    double start = now();
    for (char *word = strtok(argv[1], ","); word; word = strtok(NULL, ",")) {
        char *colon = strchr(word, ':');
        if (!colon || count == MOST) fail("usage");
        *colon = 0;
        connect_host(&hosts[count++], word, atoi(colon + 1), argv[2], argv[3]);
    }
    double connected = now();
    int barriers = atoi(argv[4]);
    for (int i = 0; i < barriers; i++) barrier();
    double end = now();
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("connect %.3f barriers %.3f peak_kib %ld\n", connected - start, end - connected, usage.ru_maxrss);
    return 0;
}
