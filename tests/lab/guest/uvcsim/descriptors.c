/* What the camera says that it is (USB Video Class 1.1, chapter 3; USB 2.0, chapter 9). */
#include <stdarg.h>
#include <string.h>
#include "uvcsim.h"

static uint8_t configuration[2048];
static int length;

static const uint8_t device[18] = { 18, 1, 0, 2, 0xef, 2, 1, 64, 0x6b, 0x1d, 0x02, 0x01, 1, 0, 1, 2, 3, 1 };
static const char *const texts[] = { "", "Lab", "Lab UVC camera", "LAB0001" };

static void bytes(int count, ...)
{
	va_list list;

	va_start(list, count);
	while (count--)
		configuration[length++] = va_arg(list, int);
	va_end(list);
}

static void word32(unsigned value)
{
	bytes(4, value & 255, value >> 8 & 255, value >> 16 & 255, value >> 24);
}

static void add_format(int number)
{
	const struct format *format = &formats[number];
	int jpeg = !strcmp(format->name, "MJPG"), grey = !strcmp(format->name, "GREY");
	unsigned size = raw_size(format), bits = size * 8 * rate, interval = 10000000 / rate;

	if (jpeg) {
		bytes(11, 11, 0x24, 6, number + 1, 1, 1, 1, 0, 0, 0, 0);
	} else {
		const char *guid = grey ? "Y800" : "YUY2";
		bytes(5, 27, 0x24, 4, number + 1, 1);
		bytes(4, guid[0], guid[1], guid[2], guid[3]);
		bytes(12, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71);
		bytes(6, grey ? 8 : 16, 1, 0, 0, 0, 0);
	}
	/* Its one size, at one rate. */
	bytes(5, 30, 0x24, jpeg ? 7 : 5, 1, 0);
	bytes(4, format->width & 255, format->width >> 8, format->height & 255, format->height >> 8);
	word32(bits);
	word32(bits);
	word32(size);
	word32(interval);
	bytes(1, 1);
	word32(interval);
	bytes(6, 6, 0x24, 0x0d, 1, 1, 4); /* colours */
}

void make_descriptors(void)
{
	bytes(9, 9, 2, 0, 0, 2, 1, 0, 0x80, 250);
	bytes(8, 8, 0x0b, 0, 2, 0x0e, 3, 0, 2);   /* both interfaces are one function */
	bytes(9, 9, 4, 0, 0, 0, 0x0e, 1, 0, 2);   /* control interface */
	bytes(7, 13, 0x24, 1, 0x10, 0x01, 13 + 18 + 12 + 9, 0);
	word32(48000000);
	bytes(2, 1, 1);
	/* Lens and sensor: exposure mode, its priority and time, focus and its mode. */
	bytes(18, 18, 0x24, 2, TERMINAL, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0x2e, 0, 0x02);
	bytes(12, 12, 0x24, 5, PROCESSING, TERMINAL, 0, 0, 2, 0x01, 0x04, 0, 0); /* brightness, mains frequency */
	bytes(9, 9, 0x24, 3, OUTPUT, 1, 1, 0, PROCESSING, 0);
	bytes(9, 9, 4, 1, 0, 1, 0x0e, 2, 0, 0);   /* streaming interface, by bulk transfers */
	int head = length;
	bytes(13, 13 + format_count, 0x24, 1, format_count, 0, 0, 0x81, 0, OUTPUT, 0, 0, 0, 1);
	for (int i = 0; i < format_count; i++)
		bytes(1, 0);
	for (int i = 0; i < format_count; i++)
		add_format(i);
	configuration[head + 4] = (length - head) & 255;
	configuration[head + 5] = (length - head) >> 8;
	bytes(7, 7, 5, 0x81, 2, 0, 2, 0);
	configuration[2] = length & 255;
	configuration[3] = length >> 8;
}

static int text(int index, uint8_t *answer)
{
	if (index == 0) {
		memcpy(answer, "\4\3\x09\x04", 4); /* in English */
		return 4;
	}
	if (index >= (int)(sizeof texts / sizeof *texts))
		return NO_ANSWER;
	int count = 2;
	for (const char *at = texts[index]; *at; at++) {
		answer[count++] = *at;
		answer[count++] = 0;
	}
	answer[0] = count;
	answer[1] = 3;
	return count;
}

int descriptor(int kind, int index, uint8_t *answer)
{
	switch (kind) {
	case 1:
		memcpy(answer, device, sizeof device);
		return sizeof device;
	case 2:
		memcpy(answer, configuration, length);
		return length;
	case 3:
		return text(index, answer);
	}
	return NO_ANSWER;
}
