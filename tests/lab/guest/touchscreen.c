/* touchscreen: one on USB, for the kernel's own hid-multitouch: a HID device made through uhid, with two fingers and
 * 0 to 4095 both ways, as such panels describe themselves.
 * touchscreen NAME
 * Lines: `tap X Y`, in 4096ths of the panel from the upper left; `slide X Y X Y`; `two X Y X Y`, both fingers down and up
 * at once; `down X Y`, `up X Y`; `wait MS`. At the end of its input the device is gone, as unplugged. */
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <linux/uhid.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TOUCHED = 1, FINGERS = 2, FINGER_BYTES = 6, MOST_FINGERS = 2, TURN_MS = 30, STEPS = 8 };

/* One finger: tip switch, padding, its number, X and Y. */
#define FINGER \
	0x05, 0x0d, 0x09, 0x22, 0xa1, 0x02, \
	0x09, 0x42, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x01, 0x81, 0x02, \
	0x95, 0x07, 0x81, 0x03, \
	0x09, 0x51, 0x25, 0x7f, 0x75, 0x08, 0x95, 0x01, 0x81, 0x02, \
	0x05, 0x01, 0x26, 0xff, 0x0f, 0x75, 0x10, 0x55, 0x0e, 0x65, 0x11, \
	0x09, 0x30, 0x35, 0x00, 0x46, 0x0c, 0x06, 0x81, 0x02, \
	0x09, 0x31, 0x46, 0xa2, 0x03, 0x81, 0x02, \
	0xc0

/* Report 1: two fingers and how many there are; report 2: how many there may be. */
static const unsigned char description[] = {
	0x05, 0x0d, 0x09, 0x04, 0xa1, 0x01, 0x85, TOUCHED,
	FINGER, FINGER,
	0x05, 0x0d, 0x09, 0x54, 0x25, MOST_FINGERS, 0x75, 0x08, 0x95, 0x01, 0x81, 0x02,
	0x85, FINGERS, 0x09, 0x55, 0x25, MOST_FINGERS, 0x75, 0x08, 0x95, 0x01, 0xb1, 0x02,
	0xc0,
};

static int fd;

static void put(const struct uhid_event *event)
{
	if (write(fd, event, sizeof *event) != sizeof *event) { perror("touchscreen: write"); exit(1); }
}

static void finger(unsigned char *at, int number, int down, int x, int y)
{
	unsigned char bytes[FINGER_BYTES] = { down, number, x & 0xff, x >> 8, y & 0xff, y >> 8 };
	memcpy(at, bytes, sizeof bytes);
}

/* Where one or two fingers are; one that is lifted is told once more. */
static void tell(int fingers, int down, const int place[4])
{
	struct uhid_event event = { .type = UHID_INPUT2 };
	unsigned char *data = event.u.input2.data;
	data[0] = TOUCHED;
	for (int i = 0; i < fingers; i++)
		finger(data + 1 + i * FINGER_BYTES, i + 1, down, place[2 * i], place[2 * i + 1]);
	data[1 + MOST_FINGERS * FINGER_BYTES] = fingers;
	event.u.input2.size = 2 + MOST_FINGERS * FINGER_BYTES;
	put(&event);
	usleep(TURN_MS * 1000);
}

static void slide(const int way[4])
{
	int place[4] = { 0 };
	for (int step = 0; step <= STEPS; step++) {
		for (int axis = 0; axis < 2; axis++)
			place[axis] = way[axis] + (way[axis + 2] - way[axis]) * step / STEPS;
		tell(1, 1, place);
	}
	tell(1, 0, place);
}

static void does(const char *line)
{
	int at[4] = { 0 };
	if (sscanf(line, "tap %d %d", at, at + 1) == 2) tell(1, 1, at), tell(1, 0, at);
	else if (sscanf(line, "slide %d %d %d %d", at, at + 1, at + 2, at + 3) == 4) slide(at);
	else if (sscanf(line, "two %d %d %d %d", at, at + 1, at + 2, at + 3) == 4) tell(2, 1, at), tell(2, 0, at);
	else if (sscanf(line, "down %d %d", at, at + 1) == 2) tell(1, 1, at);
	else if (sscanf(line, "up %d %d", at, at + 1) == 2) tell(1, 0, at);
	else if (sscanf(line, "wait %d", at) == 1) usleep(at[0] * 1000);
	else fprintf(stderr, "touchscreen: %s?\n", line);
}

/* What the driver wants to know while it looks at the device. */
static void answer(void)
{
	struct uhid_event asked, reply = { 0 };
	if (read(fd, &asked, sizeof asked) < 0) return;
	if (asked.type == UHID_GET_REPORT) {
		reply.type = UHID_GET_REPORT_REPLY;
		reply.u.get_report_reply.id = asked.u.get_report.id;
		if (asked.u.get_report.rnum == FINGERS) {
			reply.u.get_report_reply.size = 2;
			reply.u.get_report_reply.data[0] = FINGERS;
			reply.u.get_report_reply.data[1] = MOST_FINGERS;
		} else {
			reply.u.get_report_reply.err = EIO;
		}
		put(&reply);
	} else if (asked.type == UHID_SET_REPORT) {
		reply.type = UHID_SET_REPORT_REPLY;
		reply.u.set_report_reply.id = asked.u.set_report.id;
		put(&reply);
	}
}

int main(int count, char **word)
{
	if (count < 2) return fprintf(stderr, "touchscreen NAME\n"), 2;
	if ((fd = open("/dev/uhid", O_RDWR)) < 0) return perror("/dev/uhid"), 1;
	struct uhid_event create = { .type = UHID_CREATE2 };
	snprintf((char *)create.u.create2.name, sizeof create.u.create2.name, "%s", word[1]);
	memcpy(create.u.create2.rd_data, description, sizeof description);
	create.u.create2.rd_size = sizeof description;
	create.u.create2.bus = BUS_USB;
	create.u.create2.vendor = 0x1209;
	create.u.create2.product = 2;
	put(&create);
	char line[200];
	size_t length = 0;
	for (;;) {
		struct pollfd polled[] = { { .fd = fd, .events = POLLIN }, { .fd = STDIN_FILENO, .events = POLLIN } };
		if (poll(polled, 2, -1) < 0) return perror("touchscreen: poll"), 1;
		if (polled[0].revents & POLLIN) answer();
		if (!(polled[1].revents & (POLLIN | POLLHUP))) continue;
		char sign;
		if (read(STDIN_FILENO, &sign, 1) != 1) break;
		if (sign != '\n') {
			if (length < sizeof line - 1) line[length++] = sign;
			continue;
		}
		line[length] = 0;
		length = 0;
		does(line);
	}
	struct uhid_event gone = { .type = UHID_DESTROY };
	put(&gone);
	return 0;
}
