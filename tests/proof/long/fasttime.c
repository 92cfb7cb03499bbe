/* Time that runs faster, for a whole process and what it starts: preloaded, it multiplies what
 * the clocks tell since a common moment, and divides every time-out by the same factor.
 *
 * libc's functions for the clocks are replaced. Parts of a Rust program do without libc: the page
 * by which they would read the clocks in user space is hidden from them, so they call the kernel, and a
 * filter (seccomp) traps that call and every one that carries a time-out. The trap's handler makes
 * the call anew, tells the faster time or divides the time-out, from an instruction that the filter lets by. That
 * instruction stands at one address in all processes, as a filter is inherited and can't be taken
 * off again.
 *
 * FASTTIME=FACTOR:REALTIME:MONOTONIC:BOOTTIME, the moment at which time begins to run faster, in
 * nanoseconds of each clock. Without it nothing changes. x86-64 Linux alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

typedef long long nanos;
#define SECOND 1000000000LL
/* PR_GET_AUXV, which older headers lack. */
#define GET_AUXV 0x41555856

static nanos factor; /* 0: as time is */
static nanos begin_real, begin_mono, begin_boot;
static int (*true_gettime)(clockid_t, struct timespec *);

/* ---- the clocks ---- */

static nanos begin_of(clockid_t clock) {
    switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
        return begin_real;
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_MONOTONIC_COARSE:
        return begin_mono;
    case CLOCK_BOOTTIME:
        return begin_boot;
    default:
        return -1; /* the time that a thread has worked stays true */
    }
}

static void hasten(clockid_t clock, struct timespec *at) {
    nanos begin = begin_of(clock);
    if (!factor || begin < 0) return;
    nanos fast = begin + (at->tv_sec * SECOND + at->tv_nsec - begin) * factor;
    at->tv_sec = fast / SECOND;
    at->tv_nsec = fast % SECOND;
}

int clock_gettime(clockid_t clock, struct timespec *at) {
    int done = true_gettime ? true_gettime(clock, at) : (int)syscall(SYS_clock_gettime, clock, at);
    if (done == 0) hasten(clock, at);
    return done;
}

int gettimeofday(struct timeval *at, void *zone) {
    (void)zone;
    struct timespec now;
    int done = clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return done;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}

/* ---- time-outs ---- */

#define STUB ((char *)0x10000000000)
/* syscall(number, six arguments), as libc has it: the kernel is entered at byte 23. */
static const unsigned char stub_code[] = {
    0x48, 0x89, 0xf8, 0x48, 0x89, 0xf7, 0x48, 0x89, 0xd6, 0x48, 0x89, 0xca, 0x4d, 0x89,
    0xc2, 0x4d, 0x89, 0xc8, 0x4c, 0x8b, 0x4c, 0x24, 0x08, 0x0f, 0x05, 0xc3,
};
#define BEHIND_SYSCALL 25
typedef long (*call)(long, long, long, long, long, long, long);
#define kernel ((call)STUB)

static struct timespec spec(nanos span) {
    if (span < 0) span = 0;
    return (struct timespec){span / SECOND, span % SECOND};
}

/* A span, never made to nothing: 0 means "for ever" or "not at all" to some calls. */
static struct timespec shorter(const struct timespec *span) {
    nanos whole = span->tv_sec > 1000000000LL ? 1000000000LL * SECOND
                                              : span->tv_sec * SECOND + span->tv_nsec;
    return spec(whole > 0 && whole < factor ? 1 : whole / factor);
}

/* A moment of the fast clock as the true clock will show it. */
static struct timespec sooner(const struct timespec *at, clockid_t clock) {
    if (at->tv_sec > 5000000000LL) return *at;
    nanos begin = begin_of(clock);
    if (begin < 0) return *at;
    return spec(begin + (at->tv_sec * SECOND + at->tv_nsec - begin) / factor);
}

static long futex(long a, long op, long c, struct timespec *at, long e, long f) {
    clockid_t clock = op & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    struct timespec span;
    switch (op & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
        span = shorter(at);
        break;
    case FUTEX_LOCK_PI:
        span = sooner(at, CLOCK_REALTIME);
        break;
    case FUTEX_WAIT_BITSET:
    case FUTEX_LOCK_PI2:
    case FUTEX_WAIT_REQUEUE_PI:
        span = sooner(at, clock);
        break;
    default: /* the argument is no time-out */
        return kernel(SYS_futex, a, op, c, (long)at, e, f);
    }
    return kernel(SYS_futex, a, op, c, (long)&span, e, f);
}

static long set_timer(long fd, long flags, const struct itimerspec *wanted, long old) {
    struct itimerspec set = {shorter(&wanted->it_interval), shorter(&wanted->it_value)};
    /* Which clock an absolute timer runs by is not told here; nobody in the program has one. */
    return kernel(SYS_timerfd_settime, fd, flags, (long)&set, old, 0, 0);
}

static long set_option(long fd, long level, long name, const struct timeval *span, long length) {
    struct timespec wanted = {span->tv_sec, span->tv_usec * 1000}, set = shorter(&wanted);
    nanos micros = set.tv_sec * 1000000 + (set.tv_nsec + 999) / 1000;
    struct timeval short_span = {micros / 1000000, micros % 1000000};
    return kernel(SYS_setsockopt, fd, level, name, (long)&short_span, length, 0);
}

static long clock_now(clockid_t clock, struct timespec *at) {
    long done = kernel(SYS_clock_gettime, clock, (long)at, 0, 0, 0, 0);
    if (done == 0) hasten(clock, at);
    return done;
}

/* Tells what the program was started with, but for the page with the clocks (vDSO). */
static long get_auxv(long a, Elf64_auxv_t *entries, long room, long d, long e) {
    long length = kernel(SYS_prctl, a, (long)entries, room, d, e, 0);
    for (long at = 0; at < (length < room ? length : room) / (long)sizeof *entries; at++)
        if (entries[at].a_type == AT_SYSINFO_EHDR) entries[at].a_type = AT_IGNORE;
    return length;
}

static long anew(long number, long a, long b, long c, long d, long e, long f) {
    struct timespec span;
    struct timespec millis = {0, 0};
    switch (number) {
    case SYS_clock_gettime:
        return clock_now((clockid_t)a, (struct timespec *)b);
    case SYS_prctl:
        return get_auxv(a, (Elf64_auxv_t *)b, c, d, e);
    case SYS_poll:
        millis = (struct timespec){(int)c / 1000, (int)c % 1000 * 1000000};
        span = shorter(&millis);
        return kernel(SYS_ppoll, a, b, (long)&span, 0, 8, 0);
    case SYS_ppoll:
        span = shorter((struct timespec *)c);
        return kernel(number, a, b, (long)&span, d, e, 0);
    case SYS_epoll_wait:
    case SYS_epoll_pwait:
        millis = (struct timespec){(int)d / 1000, (int)d % 1000 * 1000000};
        span = shorter(&millis);
        if (number == SYS_epoll_wait) e = 0, f = 8;
        return kernel(SYS_epoll_pwait2, a, b, c, (long)&span, e, f);
    case SYS_epoll_pwait2:
        span = shorter((struct timespec *)d);
        return kernel(number, a, b, c, (long)&span, e, f);
    case SYS_pselect6:
        span = shorter((struct timespec *)e);
        return kernel(number, a, b, c, d, (long)&span, f);
    case SYS_nanosleep:
        span = shorter((struct timespec *)a);
        return kernel(number, (long)&span, 0, 0, 0, 0, 0);
    case SYS_clock_nanosleep:
        span = b & TIMER_ABSTIME ? sooner((struct timespec *)c, (clockid_t)a)
                                 : shorter((struct timespec *)c);
        return kernel(number, a, b, (long)&span, 0, 0, 0);
    case SYS_futex:
        return futex(a, b, c, (struct timespec *)d, e, f);
    case SYS_timerfd_settime:
        return set_timer(a, b, (struct itimerspec *)c, d);
    case SYS_setsockopt:
        return set_option(a, b, c, (struct timeval *)d, e);
    default:
        return -ENOSYS;
    }
}

static void on_trap(int signal, siginfo_t *info, void *context) {
    (void)signal;
    int kept = errno;
    greg_t *at = ((ucontext_t *)context)->uc_mcontext.gregs;
    at[REG_RAX] = anew(info->si_syscall, at[REG_RDI], at[REG_RSI], at[REG_RDX], at[REG_R10],
                       at[REG_R8], at[REG_R9]);
    errno = kept;
}

/* ---- the filter ---- */

#define FIELD(name) offsetof(struct seccomp_data, name)
#define LOAD(where) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (where))
#define SAME(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), yes, no)
#define MORE(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (unsigned)(value), yes, no)
#define END(verdict) BPF_STMT(BPF_RET | BPF_K, verdict)

/* Traps the call where its argument is a time-out in milliseconds, neither 0 nor "for ever". */
#define MILLIS(number, argument) \
    SAME(number, 0, 5), LOAD(FIELD(args[argument])), SAME(0, 2, 0), MORE(0x7fffffff, 1, 0), \
        END(SECCOMP_RET_TRAP), END(SECCOMP_RET_ALLOW)
/* Traps the call where its argument points to a time-out. */
#define POINTER(number, argument) \
    SAME(number, 0, 6), LOAD(FIELD(args[argument])), SAME(0, 0, 2), LOAD(FIELD(args[argument]) + 4), \
        SAME(0, 1, 0), END(SECCOMP_RET_TRAP), END(SECCOMP_RET_ALLOW)
/* Traps the call for one value of its first argument. */
#define FIRST(number, value) \
    SAME(number, 0, 4), LOAD(FIELD(args[0])), SAME(value, 0, 1), END(SECCOMP_RET_TRAP), END(SECCOMP_RET_ALLOW)
/* Traps the call whatever it says. */
#define WHOLE(number) SAME(number, 0, 1), END(SECCOMP_RET_TRAP)

static int install(void) {
    unsigned long behind = (unsigned long)STUB + BEHIND_SYSCALL;
    /* SAME's jumps count instructions; a block that does not match falls to the next. */
    struct sock_filter code[] = {
        LOAD(FIELD(arch)),
        SAME(0xc000003e /* AUDIT_ARCH_X86_64 */, 1, 0),
        END(SECCOMP_RET_ALLOW),
        LOAD(FIELD(instruction_pointer)),
        SAME(behind, 0, 3),
        LOAD(FIELD(instruction_pointer) + 4),
        SAME(behind >> 32, 0, 1),
        END(SECCOMP_RET_ALLOW),
        LOAD(FIELD(nr)),
        WHOLE(SYS_clock_gettime),
        FIRST(SYS_prctl, GET_AUXV),
        WHOLE(SYS_nanosleep),
        WHOLE(SYS_clock_nanosleep),
        WHOLE(SYS_timerfd_settime),
        MILLIS(SYS_poll, 2),
        MILLIS(SYS_epoll_wait, 3),
        MILLIS(SYS_epoll_pwait, 3),
        POINTER(SYS_ppoll, 2),
        POINTER(SYS_epoll_pwait2, 3),
        POINTER(SYS_pselect6, 4),
        POINTER(SYS_futex, 3),
        SAME(SYS_setsockopt, 0, 6), LOAD(FIELD(args[1])), SAME(SOL_SOCKET, 0, 4),
        LOAD(FIELD(args[2])), SAME(SO_RCVTIMEO, 1, 0), SAME(SO_SNDTIMEO, 0, 1),
        END(SECCOMP_RET_TRAP),
        END(SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

__attribute__((constructor)) static void begin(void) {
    nanos wanted;
    const char *told = getenv("FASTTIME");
    true_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    if (!told
        || sscanf(told, "%lld:%lld:%lld:%lld", &wanted, &begin_real, &begin_mono, &begin_boot) != 4)
        return;
    void *page = mmap(STUB, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (page != STUB) _exit(77);
    memcpy(page, stub_code, sizeof stub_code);
    struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO | SA_NODEFER};
    if (mprotect(page, 4096, PROT_READ | PROT_EXEC) || sigaction(SIGSYS, &action, NULL)) _exit(77);
    factor = wanted;
    /* What starts another process hands its filter on. */
    if (!getenv("FASTTIME_FILTERS")) {
        if (!install()) _exit(77);
        setenv("FASTTIME_FILTERS", "1", 1);
    }
}
