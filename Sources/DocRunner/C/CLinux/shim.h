#include <malloc.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

// setns(2) and pipe2(2) are declared for _GNU_SOURCE only, and Swift sees no variadic syscall(2).
static inline int clinux_enter_network_namespace(int fd) {
    return (int)syscall(SYS_setns, fd, 0x40000000 /* CLONE_NEWNET */);
}

static inline int clinux_pipe(int ends[2]) {
    return (int)syscall(SYS_pipe2, ends, 02000000 /* O_CLOEXEC */);
}

// The macro is for _GNU_SOURCE only (glibc 2.26, spawn.h).
static const short clinux_spawn_setsid = 0x80;

// openat2(2) has no wrapper in glibc; RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS.
static inline int clinux_open_below(int folder, const char *path, unsigned long long flags) {
    unsigned long long how[3] = {flags, 0, 0x08 | 0x02};
    return (int)syscall(437 /* SYS_openat2 */, folder, path, how, sizeof how);
}
