#include <errno.h>
#include <libssh2.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// setns(2) is declared for _GNU_SOURCE only, and Swift sees no variadic syscall(2).
static inline int cssh2_enter_network_namespace(int fd) {
    return (int)syscall(SYS_setns, fd, 0x40000000 /* CLONE_NEWNET */);
}

// What came in on a session's socket, and the last error on it: libssh2 tells neither.
struct cssh2_traffic {
    size_t received;
    int error;
};

static inline ssize_t cssh2_receive(libssh2_socket_t fd, void *buffer, size_t length, int flags, void **abstract) {
    struct cssh2_traffic *traffic = (struct cssh2_traffic *)*abstract;
    ssize_t count = recv(fd, buffer, length, flags);
    if (count > 0) traffic->received += (size_t)count;
    if (count < 0 && errno != EAGAIN) traffic->error = errno;
    return count < 0 ? -errno : count;
}

// libssh2_session_init_ex with the above; a function pointer cannot become a void * in Swift.
static inline LIBSSH2_SESSION *cssh2_session_init(struct cssh2_traffic *traffic) {
    LIBSSH2_SESSION *session = libssh2_session_init_ex(NULL, NULL, NULL, traffic);
    if (session) libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)cssh2_receive);
    return session;
}
