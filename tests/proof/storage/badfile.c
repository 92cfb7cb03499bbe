/* The file layer of a disk that fails on purpose: loaded into the program (LD_PRELOAD), it has the kernel
 * hand over each system call on files (seccomp, SECCOMP_RET_TRAP), whoever makes it: libc, SQLite, or the
 * program itself. Calls on files below BADFILE_FOLDER are counted, and failed as the control file
 * (BADFILE_CONTROL, `struct control`, shared) says at that moment. An image whose name ends in `.hold.png`
 * is not opened before `control.go` has reached the number that its name begins with. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

/* What is counted and failed; as in badfile.rs. */
enum kind { EIO_READ = 1, EIO_WRITE, FULL, SHORT_WRITE, FAILED_SYNC, READ_ONLY, EIO_NAMES, DYING };

struct control {
	uint32_t armed, kind;
	uint64_t from, count; /* the calls from number `from` on fail, `count` of them */
	uint64_t calls, failed;
	uint32_t go, ready;
};

static volatile struct control *control;
static char folder[PATH_MAX];
static size_t folder_length;

/* Our own calls: the filter lets this one instruction pass, and nothing else. */
extern char own_call_end[];
long own_call(long number, long a, long b, long c, long d, long e, long f);
#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
__asm__(".text\n.globl own_call\n.hidden own_call\n.hidden own_call_end\nown_call:\n"
	"mov %rdi,%rax\nmov %rsi,%rdi\nmov %rdx,%rsi\nmov %rcx,%rdx\nmov %r8,%r10\nmov %r9,%r8\n"
	"mov 8(%rsp),%r9\nsyscall\n.globl own_call_end\nown_call_end:\nret\n");
#define REGISTER(context, name) ((context)->uc_mcontext.gregs[name])
#define RESULT(c) REGISTER(c, REG_RAX)
#define A(c) REGISTER(c, REG_RDI)
#define B(c) REGISTER(c, REG_RSI)
#define C(c) REGISTER(c, REG_RDX)
#define D(c) REGISTER(c, REG_R10)
#define E(c) REGISTER(c, REG_R8)
#define F(c) REGISTER(c, REG_R9)
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
__asm__(".text\n.globl own_call\n.hidden own_call\n.hidden own_call_end\nown_call:\n"
	"mov x8,x0\nmov x0,x1\nmov x1,x2\nmov x2,x3\nmov x3,x4\nmov x4,x5\nmov x5,x6\n"
	"svc #0\n.globl own_call_end\nown_call_end:\nret\n");
#define RESULT(c) ((c)->uc_mcontext.regs[0])
#define A(c) ((c)->uc_mcontext.regs[0])
#define B(c) ((c)->uc_mcontext.regs[1])
#define C(c) ((c)->uc_mcontext.regs[2])
#define D(c) ((c)->uc_mcontext.regs[3])
#define E(c) ((c)->uc_mcontext.regs[4])
#define F(c) ((c)->uc_mcontext.regs[5])
#else
#error "badfile.c knows x86_64 and aarch64"
#endif

/* What a call does, and where its file is named. */
enum does { READS, WRITES, SIZES, SYNCS, OPENS, RENAMES, REMOVES, MAKES };
enum named { BY_FD, BY_THIRD, BY_PATH, BY_AT, BY_TWO_AT, BY_TWO };

static const struct traced {
	int number;
	enum does does;
	enum named named;
} traced[] = {
	{SYS_read, READS, BY_FD},
	{SYS_pread64, READS, BY_FD},
	{SYS_readv, READS, BY_FD},
	{SYS_write, WRITES, BY_FD},
	{SYS_pwrite64, WRITES, BY_FD},
	{SYS_writev, WRITES, BY_FD},
	{SYS_pwritev, WRITES, BY_FD},
	{SYS_sendfile, WRITES, BY_FD},
	{SYS_copy_file_range, WRITES, BY_THIRD},
	{SYS_ftruncate, SIZES, BY_FD},
	{SYS_fallocate, SIZES, BY_FD},
	{SYS_fsync, SYNCS, BY_FD},
	{SYS_fdatasync, SYNCS, BY_FD},
	{SYS_syncfs, SYNCS, BY_FD},
	{SYS_openat, OPENS, BY_AT},
	{SYS_renameat, RENAMES, BY_TWO_AT},
	{SYS_renameat2, RENAMES, BY_TWO_AT},
	{SYS_unlinkat, REMOVES, BY_AT},
	{SYS_mkdirat, MAKES, BY_AT},
	{SYS_linkat, RENAMES, BY_TWO_AT},
#ifdef SYS_open
	{SYS_open, OPENS, BY_PATH},
	{SYS_rename, RENAMES, BY_TWO},
	{SYS_unlink, REMOVES, BY_PATH},
	{SYS_rmdir, REMOVES, BY_PATH},
	{SYS_mkdir, MAKES, BY_PATH},
#endif
};
#define TRACED (sizeof traced / sizeof *traced)

static size_t append_number(char *to, long number)
{
	char digits[24];
	size_t count = 0, length = 0;
	do digits[count++] = '0' + number % 10;
	while (number /= 10);
	while (count) to[length++] = digits[--count];
	to[length] = 0;
	return length;
}

/* Whether an open file lies below the folder. */
static int fd_below(long fd)
{
	char link[40] = "/proc/self/fd/", path[PATH_MAX];
	if (fd < 0) return 0;
	append_number(link + 14, fd);
	long length = own_call(SYS_readlinkat, AT_FDCWD, (long)link, (long)path, sizeof path, 0, 0);
	return length >= (long)folder_length && !memcmp(path, folder, folder_length);
}

static int path_below(const char *path)
{
	return path && !strncmp(path, folder, folder_length);
}

static int at_below(long at, const char *path)
{
	if (path && *path == '/') return path_below(path);
	return (int)at != AT_FDCWD && fd_below((int)at);
}

/* The error that this call gets by the kind of fault that is set; 0: the fault does not concern it. */
static int error_of(enum does does, long flags)
{
	int changes = does == WRITES || does == SIZES || does == RENAMES || does == REMOVES || does == MAKES;
	int makes = does == OPENS && flags & O_CREAT;
	int for_writing = does == OPENS && (flags & (O_CREAT | O_TRUNC) || (flags & O_ACCMODE) != O_RDONLY);
	switch (control->kind) {
	case EIO_READ: return does == READS ? EIO : 0;
	case EIO_WRITE: return does == WRITES || does == SIZES ? EIO : 0;
	case FULL: return does == WRITES || does == SIZES || does == MAKES || makes ? ENOSPC : 0;
	case SHORT_WRITE: return does == WRITES ? EIO : 0;
	case FAILED_SYNC: return does == SYNCS ? EIO : 0;
	case DYING: return does == WRITES || does == SIZES || does == SYNCS ? EIO : 0;
	case READ_ONLY: return changes || for_writing ? EROFS : 0;
	case EIO_NAMES: return does == OPENS || does == RENAMES || does == REMOVES || does == MAKES ? EIO : 0;
	}
	return 0;
}

static int there(long at, long path)
{
	return own_call(SYS_faccessat, at, path, F_OK, 0, 0, 0) == 0;
}

static void wait_for_go(const char *path)
{
	size_t length = strlen(path);
	if (length < 9 || strcmp(path + length - 9, ".hold.png")) return;
	const char *name = strrchr(path, '/');
	uint32_t wanted = 0;
	for (name = name ? name + 1 : path; *name >= '0' && *name <= '9'; name++) wanted = wanted * 10 + *name - '0';
	struct timespec moment = {0, 1000000};
	while (control->go < wanted) own_call(SYS_nanosleep, (long)&moment, 0, 0, 0, 0, 0);
}

static void on_call(int signal, siginfo_t *info, void *told)
{
	ucontext_t *c = told;
	long number = info->si_syscall, a = A(c), b = B(c), third = C(c), d = D(c);
	(void)signal;
	for (size_t at = 0; at < TRACED; at++) {
		const struct traced *call = &traced[at];
		if (call->number != number) continue;
		long flags = call->does != OPENS ? 0 : call->named == BY_AT ? third : b;
		const char *path = (const char *)(call->named == BY_AT ? b : a);
		if (call->does == OPENS) wait_for_go(path);
		if (!control->armed) break;
		int fault = error_of(call->does, flags);
		if (!fault) break;
		int below = call->named == BY_FD ? fd_below(a)
			: call->named == BY_THIRD ? fd_below(third)
			: call->named == BY_AT ? at_below(a, path)
			: call->named == BY_TWO_AT ? at_below(a, (const char *)b) || at_below(third, (const char *)d)
			: call->named == BY_TWO ? path_below(path) || path_below((const char *)b)
			: path_below(path);
		if (!below) break;
		/* A disk that is full still opens what is there, and a folder that is there is not made. */
		if ((call->does == MAKES || (call->does == OPENS && control->kind == FULL))
			&& there(call->named == BY_AT ? a : AT_FDCWD, (long)path)) break;
		uint64_t mine = __atomic_add_fetch(&control->calls, 1, __ATOMIC_SEQ_CST);
		if (mine < control->from || mine - control->from >= control->count) break;
		__atomic_add_fetch(&control->failed, 1, __ATOMIC_SEQ_CST);
		if (control->kind == SHORT_WRITE && third > 1 && (number == SYS_write || number == SYS_pwrite64))
			own_call(number, a, b, third / 2, d, 0, 0);
		RESULT(c) = -fault;
		return;
	}
	RESULT(c) = own_call(number, a, b, third, d, E(c), F(c));
}

static void start(void) __attribute__((constructor));
static void start(void)
{
	const char *below = getenv("BADFILE_FOLDER"), *by = getenv("BADFILE_CONTROL");
	if (!below || !by || !realpath(below, folder)) return;
	folder_length = strlen(folder);
	int file = open(by, O_RDWR | O_CLOEXEC);
	if (file < 0) return;
	control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	close(file);
	if (control == MAP_FAILED) return;

	struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART};
	sigaction(SIGSYS, &action, NULL);
	struct sock_filter filter[10 + TRACED];
	size_t n = 0;
	uintptr_t mine = (uintptr_t)own_call_end;
#define WORD(field) (uint32_t)offsetof(struct seccomp_data, field)
#define ADD(...) filter[n++] = (struct sock_filter)__VA_ARGS__
	ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, WORD(arch)));
	ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0));
	ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, WORD(instruction_pointer)));
	ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)mine, 0, 3));
	ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, WORD(instruction_pointer) + 4));
	ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)((uint64_t)mine >> 32), 0, 1));
	ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, WORD(nr)));
	for (size_t at = 0; at < TRACED; at++)
		ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, traced[at].number, TRACED - at, 0));
	struct sock_filter all[12 + TRACED];
	memcpy(all, filter, n * sizeof *filter);
	all[n] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	all[n + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
	struct sock_fprog program = {.len = n + 2, .filter = all};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
		perror("badfile: seccomp");
		_exit(99);
	}
	control->ready = 1;
}
