/* notifywatch SECONDS COMMAND...: a service manager's watchdog and nothing else (sd_notify(3), WatchdogSec=).
 * Runs COMMAND with a notification socket and prints each thing that it tells, `MILLISECONDS TEXT`. Once it has said
 * READY=1 it has to say WATCHDOG=1 at least every SECONDS; else `MILLISECONDS silent` is printed and it is killed by
 * SIGABRT, as systemd does it. SIGTERM is passed on. Exits as COMMAND does, with 128 + N after signal N. */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t child;

static void pass_on(int number) { kill(child, number); }
static void woken(int number) { (void)number; }

static long long ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void tell(const char *text) { printf("%lld %s\n", ms(CLOCK_REALTIME), text); }

int main(int count, char **word)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	char number[32];

	if (count < 3)
		return fprintf(stderr, "notifywatch SECONDS COMMAND...\n"), 2;
	long long longest = atoll(word[1]) * 1000, fed = 0;
	int ready = 0, ended = 0, status;
	int link = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	snprintf(at.sun_path, sizeof at.sun_path, "/run/notify.%d", getpid());
	if (link < 0 || bind(link, (struct sockaddr *)&at, sizeof at))
		return perror("notifywatch"), 2;
	setvbuf(stdout, 0, _IOLBF, 0);
	setenv("NOTIFY_SOCKET", at.sun_path, 1);
	snprintf(number, sizeof number, "%lld", longest * 1000);
	setenv("WATCHDOG_USEC", number, 1);
	signal(SIGCHLD, woken);
	child = fork();
	if (child < 0)
		return perror("fork"), 2;
	if (!child) {
		snprintf(number, sizeof number, "%d", getpid());
		setenv("WATCHDOG_PID", number, 1);
		execvp(word[2], word + 2);
		perror(word[2]);
		_exit(127);
	}
	signal(SIGTERM, pass_on);
	while (!ended) {
		struct pollfd wait = { .fd = link, .events = POLLIN };
		char text[4096];
		if (poll(&wait, 1, 100) > 0) {
			ssize_t length = recv(link, text, sizeof text - 1, 0);
			text[length > 0 ? length : 0] = 0;
			for (char *line = strtok(text, "\n"); line; line = strtok(0, "\n")) {
				tell(line);
				if (!strcmp(line, "READY=1"))
					ready = 1, fed = ms(CLOCK_MONOTONIC);
				if (!strcmp(line, "WATCHDOG=1"))
					fed = ms(CLOCK_MONOTONIC);
			}
		}
		if (ready && ms(CLOCK_MONOTONIC) - fed > longest) {
			tell("silent");
			kill(child, SIGABRT);
			kill(child, SIGCONT); /* one that was stopped takes notice too */
			ready = 0;
		}
		ended = waitpid(child, &status, WNOHANG) == child;
	}
	unlink(at.sun_path);
	tell(WIFSIGNALED(status) ? "killed" : "ended");
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
