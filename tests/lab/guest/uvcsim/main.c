/* uvcsim: a USB camera played by a program. A USB/IP device sits on one end of a pair of sockets, the other end is
 * given to vhci_hcd; the kernel's own USB core and uvcvideo driver do the rest.
 *
 *   uvcsim WIDTH HEIGHT FORMAT RATE FILE [FORMAT:WIDTH:HEIGHT:FILE ...]      FORMAT: YUYV, GREY or MJPG
 *
 * FILE holds one picture, and is read again when another is renamed over it. SIGUSR1 freezes and thaws the stream,
 * SIGUSR2 breaks the next picture off with the error bit set. The program's end is the pulled plug. UVC_PORT names
 * the port (0). What the host sets is printed. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "uvcsim.h"

/* Messages of USB/IP (Documentation/usb/usbip_protocol.rst). */
enum { CMD_SUBMIT = 1, CMD_UNLINK = 2, RET_SUBMIT = 3, RET_UNLINK = 4, HEADER = 48, HIGH_SPEED = 3 };
enum { WAITING = 64 };

struct format formats[FORMATS];
int format_count;
double rate;

static int bus;
/* Transfers that wait for picture data. */
static struct { uint32_t number, room; } waiting[WAITING];
static int waiting_count;

static int receive(void *to, size_t count)
{
	for (char *at = to; count;) {
		ssize_t got = read(bus, at, count);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return 0;
		at += got;
		count -= got;
	}
	return 1;
}

static void give(const void *from, size_t count)
{
	for (const char *at = from; count;) {
		ssize_t put = write(bus, at, count);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			exit(0); /* detached */
		at += put;
		count -= put;
	}
}

static void complete(uint32_t number, int status, const void *data, uint32_t length, int in)
{
	uint32_t head[12] = { htonl(RET_SUBMIT), htonl(number), 0, 0, 0, htonl(status), htonl(length) };

	give(head, HEADER);
	if (in && length)
		give(data, length);
}

static void answer_control(uint32_t number, const uint8_t *setup, const uint8_t *data, uint32_t length)
{
	uint8_t answer[2048];
	int wanted = setup[6] | setup[7] << 8, in = setup[0] & 0x80;
	int count = control(setup, data, length, answer);

	if (count == NO_ANSWER)
		complete(number, -EPIPE, 0, 0, 0);
	else if (in)
		complete(number, 0, answer, count < wanted ? count : wanted, 1);
	else
		complete(number, 0, 0, length, 0);
}

static int submit(const uint32_t *head)
{
	uint32_t number = ntohl(head[1]), in = ntohl(head[3]), endpoint = ntohl(head[4]), length = ntohl(head[6]);
	uint8_t data[4096];

	if (!in && length && (length > sizeof data || !receive(data, length)))
		return 0;
	if (endpoint == 0) {
		answer_control(number, (const uint8_t *)(head + 10), data, length);
	} else if (endpoint == 1 && in && waiting_count < WAITING) {
		waiting[waiting_count].number = number;
		waiting[waiting_count++].room = length;
	} else {
		complete(number, -EPIPE, 0, 0, 0);
	}
	return 1;
}

static void forget(int at)
{
	waiting_count--;
	memmove(waiting + at, waiting + at + 1, (waiting_count - at) * sizeof *waiting);
}

static void unlink_transfer(const uint32_t *head)
{
	int status = 0;

	for (int i = 0; i < waiting_count; i++)
		if (waiting[i].number == ntohl(head[5])) {
			forget(i);
			rewind_stream();
			status = -ECONNRESET;
			break;
		}
	uint32_t answer[12] = { htonl(RET_UNLINK), head[1], 0, 0, 0, htonl(status) };
	give(answer, HEADER);
}

static void serve(void)
{
	uint8_t payload[PAYLOAD];
	uint32_t head[12], length;

	for (;;) {
		struct pollfd wait = { .fd = bus, .events = POLLIN };
		long ms = waiting_count ? next_due_ms() : 1000;
		if (poll(&wait, 1, ms > 1000 ? 1000 : ms) > 0) {
			if (!receive(head, HEADER))
				return;
			if (ntohl(head[0]) == CMD_SUBMIT && !submit(head))
				return;
			if (ntohl(head[0]) == CMD_UNLINK)
				unlink_transfer(head);
		}
		while (waiting_count && (length = next_payload(payload, waiting[0].room))) {
			complete(waiting[0].number, 0, payload, length, 1);
			forget(0);
		}
	}
}

/* Gives the other end of `bus` to the kernel's virtual host controller. */
static int attach(void)
{
	int ends[2], port = getenv("UVC_PORT") ? atoi(getenv("UVC_PORT")) : 0;
	FILE *file = fopen("/sys/devices/platform/vhci_hcd.0/attach", "w");

	if (!file || socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
		return -1;
	fprintf(file, "%d %d %d %d", port, ends[1], 0x10001 + port, HIGH_SPEED);
	if (fclose(file))
		return -1;
	close(ends[1]);
	bus = ends[0];
	return 0;
}

int main(int count, char **word)
{
	if (count < 6)
		return fprintf(stderr, "uvcsim WIDTH HEIGHT FORMAT RATE FILE [FORMAT:WIDTH:HEIGHT:FILE ...]\n"), 2;
	setvbuf(stdout, 0, _IOLBF, 0);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGUSR1, freeze_or_thaw);
	signal(SIGUSR2, damage_one);
	rate = atof(word[4]);
	formats[0] = (struct format){ .width = atoi(word[1]), .height = atoi(word[2]), .file = word[5] };
	snprintf(formats[0].name, sizeof formats[0].name, "%s", word[3]);
	format_count = 1;
	for (int i = 6; i < count && format_count < FORMATS; i++) {
		struct format *more = &formats[format_count];
		char *file = malloc(strlen(word[i]) + 1);
		if (!file || sscanf(word[i], "%4[^:]:%d:%d:%s", more->name, &more->width, &more->height, file) != 4)
			return fprintf(stderr, "uvcsim: %s is no format\n", word[i]), 2;
		more->file = file;
		format_count++;
	}
	make_descriptors();
	settle();
	if (attach())
		return perror("uvcsim: vhci_hcd"), 1;
	serve();
	puts("detached");
	return 0;
}
