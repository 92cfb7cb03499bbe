/* keys: a keyboard made through uinput, typed on by lines of its standard input.
 * keys imager|pad NAME
 *   imager: all keys of a US keyboard, as a barcode imager has; pad: the 17 keys of a number pad
 * Lines: `type MS TEXT` types TEXT, a key each MS milliseconds; `key CODE` presses and lets go, by the kernel's number;
 * `down CODE`, `up CODE`; `wait MS`. At the end of its input the device is gone, as unplugged.
 * Prints the device node once it is there. The imager has a maker's number that the udev rules know. */
#include <dirent.h>
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int fd;
static const char plain[] = "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ ";
static const char shifted[] = "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>? ";
static const int code[] = { 2,3,4,5,6,7,8,9,10,11,12,13, 16,17,18,19,20,21,22,23,24,25,26,27,
	30,31,32,33,34,35,36,37,38,39,40,41,43, 44,45,46,47,48,49,50,51,52,53,57 };
static const int pad[] = { KEY_NUMLOCK, KEY_KPSLASH, KEY_KPASTERISK, KEY_KPMINUS, KEY_KPPLUS, KEY_KPENTER, KEY_KPDOT,
	KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4, KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9 };

static void put(int type, int what, int value)
{
	struct input_event e = { .type = type, .code = what, .value = value };
	if (write(fd, &e, sizeof e) != sizeof e) { perror("keys: write"); exit(1); }
}
static void stroke(int key, int down) { put(EV_KEY, key, down); put(EV_SYN, SYN_REPORT, 0); }

static void type(const char *text, int ms)
{
	for (; *text; text++) {
		const char *at = strchr(plain, *text), *up = at ? NULL : strchr(shifted, *text);
		if (!at && !up) continue;
		int key = at ? code[at - plain] : code[up - shifted];
		if (up) stroke(KEY_LEFTSHIFT, 1);
		stroke(key, 1);
		stroke(key, 0);
		if (up) stroke(KEY_LEFTSHIFT, 0);
		usleep(ms * 1000);
	}
}

/* The event node of the device that was just made. */
static int show_node(void)
{
	char name[64], path[128], node[300];
	if (ioctl(fd, UI_GET_SYSNAME(sizeof name), name) < 0) return perror("keys: sysname"), 1;
	snprintf(path, sizeof path, "/sys/devices/virtual/input/%s", name);
	for (int turn = 0; turn < 100; turn++, usleep(20000)) {
		DIR *d = opendir(path);
		for (struct dirent *e; d && (e = readdir(d));)
			if (!strncmp(e->d_name, "event", 5)) {
				snprintf(node, sizeof node, "/dev/input/%s", e->d_name);
				if (access(node, R_OK)) continue;
				puts(node);
				fflush(stdout);
				closedir(d);
				return 0;
			}
		if (d) closedir(d);
	}
	return fprintf(stderr, "keys: no event node in %s\n", path), 1;
}

int main(int c, char **v)
{
	if (c < 3) return fprintf(stderr, "keys imager|pad NAME\n"), 2;
	if ((fd = open("/dev/uinput", O_WRONLY)) < 0) return perror("/dev/uinput"), 1;
	ioctl(fd, UI_SET_EVBIT, EV_KEY);
	ioctl(fd, UI_SET_EVBIT, EV_REP);
	if (!strcmp(v[1], "pad"))
		for (unsigned i = 0; i < sizeof pad / sizeof *pad; i++) ioctl(fd, UI_SET_KEYBIT, pad[i]);
	else
		for (int key = KEY_ESC; key <= KEY_KPDOT; key++) ioctl(fd, UI_SET_KEYBIT, key);
	struct uinput_setup setup = { .id = { .bustype = BUS_USB, .vendor = strcmp(v[1], "pad") ? 0x05e0 : 0x1209, .product = 1 } };
	snprintf(setup.name, sizeof setup.name, "%s", v[2]);
	if (ioctl(fd, UI_DEV_SETUP, &setup) < 0 || ioctl(fd, UI_DEV_CREATE) < 0) return perror("keys: create"), 1;
	if (show_node()) return 1;
	char line[8192];
	while (fgets(line, sizeof line, stdin)) {
		char text[8192] = "";
		int number = 0;
		line[strcspn(line, "\n")] = 0;
		if (sscanf(line, "type %d %8191[^\n]", &number, text) == 2) type(text, number);
		else if (sscanf(line, "key %d", &number) == 1) stroke(number, 1), stroke(number, 0);
		else if (sscanf(line, "down %d", &number) == 1) stroke(number, 1);
		else if (sscanf(line, "up %d", &number) == 1) stroke(number, 0);
		else if (sscanf(line, "wait %d", &number) == 1) usleep(number * 1000);
		else fprintf(stderr, "keys: %s?\n", line);
	}
	ioctl(fd, UI_DEV_DESTROY);
	return 0;
}
