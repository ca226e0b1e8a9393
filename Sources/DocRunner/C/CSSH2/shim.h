#include <errno.h>
#include <libssh2.h>
#include <malloc.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// setns(2) is declared for _GNU_SOURCE only, and Swift sees no variadic syscall(2).
static inline int cssh2_enter_network_namespace(int fd) {
    return (int)syscall(SYS_setns, fd, 0x40000000 /* CLONE_NEWNET */);
}

// What a server may send on a session's socket and make the session hold, and the last error on the socket. libssh2 reads
// as long as there is something to read, and keeps what nobody asked for: only here can a server be held to a budget.
struct cssh2_traffic {
    size_t received;     // bytes that have come in all
    size_t turn;         // bytes that may come before the other sessions have their turn
    size_t allowance;    // bytes that may come before the server is called a flood
    size_t held;         // bytes of memory that the session holds
    size_t pieces;       // in so many pieces, which libssh2 searches one by one
    size_t most_held;
    size_t most_pieces;
    int error;           // the last error number of the socket
    int is_flood;        // the server was stopped because it went beyond one of these
    int is_at_end;       // the server sends no more
    int is_closed;       // nothing is to be read any more
};

// The longest packet has 40000 bytes; libssh2 allocates any length that a server names (packet.c, "exit-signal").
enum { cssh2_largest_piece = 1 << 20 };

static inline int cssh2_is_flood(const struct cssh2_traffic *traffic) {
    return !traffic->allowance || traffic->held > traffic->most_held || traffic->pieces > traffic->most_pieces;
}

static inline ssize_t cssh2_receive(libssh2_socket_t fd, void *buffer, size_t length, int flags, void **abstract) {
    struct cssh2_traffic *traffic = (struct cssh2_traffic *)*abstract;
    if (traffic->is_closed) return -ECONNABORTED;
    if (!traffic->turn) return -EAGAIN;
    if (length > traffic->turn) length = traffic->turn;
    if (cssh2_is_flood(traffic)) {
        traffic->is_flood = 1;
        return -ECONNABORTED;
    }
    if (length > traffic->allowance) length = traffic->allowance;
    ssize_t count = recv(fd, buffer, length, flags);
    if (count > 0) {
        traffic->received += (size_t)count;
        traffic->turn -= (size_t)count;
        traffic->allowance -= (size_t)count;
    }
    if (count == 0) traffic->is_at_end = 1;
    if (count < 0 && errno != EAGAIN) traffic->error = errno;
    return count < 0 ? -errno : count;
}

static inline void *cssh2_counted(struct cssh2_traffic *traffic, void *piece) {
    if (piece) {
        traffic->held += malloc_usable_size(piece);
        traffic->pieces++;
    }
    return piece;
}

static inline void cssh2_uncount(struct cssh2_traffic *traffic, void *piece) {
    if (!piece) return;
    traffic->held -= malloc_usable_size(piece);
    traffic->pieces--;
}

static inline void *cssh2_allocate(size_t size, void **abstract) {
    if (size > cssh2_largest_piece) return NULL;
    return cssh2_counted((struct cssh2_traffic *)*abstract, malloc(size));
}

static inline void *cssh2_reallocate(void *piece, size_t size, void **abstract) {
    struct cssh2_traffic *traffic = (struct cssh2_traffic *)*abstract;
    if (size > cssh2_largest_piece) return NULL;
    size_t before = piece ? malloc_usable_size(piece) : 0;
    void *moved = realloc(piece, size);
    if (!moved) return NULL;
    traffic->held -= before;
    if (piece) traffic->pieces--;
    return cssh2_counted(traffic, moved);
}

static inline void cssh2_free(void *piece, void **abstract) {
    cssh2_uncount((struct cssh2_traffic *)*abstract, piece);
    free(piece);
}

// libssh2_session_init_ex with the above; a function pointer cannot become a void * in Swift.
static inline LIBSSH2_SESSION *cssh2_session_init(struct cssh2_traffic *traffic) {
    LIBSSH2_SESSION *session = libssh2_session_init_ex(cssh2_allocate, cssh2_free, cssh2_reallocate, traffic);
    if (session) libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)cssh2_receive);
    return session;
}
