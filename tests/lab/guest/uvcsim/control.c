/* The control endpoint: standard requests, the stream's settings, the camera's controls. */
#include <stdio.h>
#include <string.h>
#include "uvcsim.h"

enum { SET_CUR = 0x01, GET_CUR = 0x81, GET_MIN, GET_MAX, GET_RES, GET_LEN, GET_INFO, GET_DEF };
enum { PROBE = 1, COMMIT = 2, PROBE_LENGTH = 34 };

/* A control with its bounds. Of one that is a set of bits the step says which there are. */
static struct control {
	int unit, selector, size;
	int lowest, highest, step, normal, now;
} controls[] = {
	{ TERMINAL, 0x02, 1, 1, 8, 0x09, 8, 8 },             /* exposure mode: manual 1, aperture priority 8 */
	{ TERMINAL, 0x03, 1, 0, 1, 1, 0, 1 },                /* the rate may fall in the dark */
	{ TERMINAL, 0x04, 4, 1, 5000, 1, 157, 157 },         /* exposure time, 100 us */
	{ TERMINAL, 0x06, 2, 0, 250, 5, 0, 0 },              /* focus */
	{ TERMINAL, 0x08, 1, 0, 1, 1, 1, 1 },                /* by itself */
	{ PROCESSING, 0x02, 2, 0, 255, 1, 128, 128 },        /* brightness */
	{ PROCESSING, 0x05, 1, 0, 2, 1, 1, 2 },              /* mains frequency: none, 50, 60 Hz */
};

static uint8_t probe[PROBE_LENGTH];

/* Brings what the host asked for to what the camera has. */
void settle(void)
{
	int number = probe[2] < 1 || probe[2] > format_count ? 1 : probe[2];
	uint32_t interval = 10000000 / rate, size = raw_size(&formats[number - 1]), payload = PAYLOAD, clock = 48000000;

	memset(probe, 0, sizeof probe);
	probe[0] = 1;
	probe[2] = number;
	probe[3] = 1;
	memcpy(probe + 4, &interval, 4);
	memcpy(probe + 18, &size, 4);
	memcpy(probe + 22, &payload, 4);
	memcpy(probe + 26, &clock, 4);
}

static int standard(const uint8_t *setup, uint8_t *answer)
{
	int value = setup[2] | setup[3] << 8, index = setup[4] | setup[5] << 8;

	switch (setup[1]) {
	case 0: /* status */
		answer[0] = setup[0] == 0x80;
		answer[1] = 0;
		return 2;
	case 1: /* clear feature */
		if (value == 0 && index == 0x81)
			rewind_stream();
		return 0;
	case 6:
		return descriptor(value >> 8, value & 255, answer);
	case 8: /* configuration */
		answer[0] = 1;
		return 1;
	case 10: /* interface */
		answer[0] = 0;
		return 1;
	case 3: case 9: case 11: /* set feature, configuration, interface */
		return 0;
	}
	return NO_ANSWER;
}

static int streaming(int request, int selector, const uint8_t *data, uint32_t length, uint8_t *answer)
{
	switch (request) {
	case SET_CUR:
		memset(probe, 0, sizeof probe);
		memcpy(probe, data, length < sizeof probe ? length : sizeof probe);
		settle();
		if (selector == COMMIT)
			begin_stream(probe[2] - 1);
		return 0;
	case GET_INFO:
		answer[0] = 3;
		return 1;
	case GET_LEN:
		answer[0] = PROBE_LENGTH;
		answer[1] = 0;
		return 2;
	}
	settle();
	memcpy(answer, probe, PROBE_LENGTH);
	return PROBE_LENGTH;
}

static int camera(struct control *control, int request, const uint8_t *data, uint32_t length, uint8_t *answer)
{
	int value = control->now;

	switch (request) {
	case SET_CUR:
		control->now = 0;
		memcpy(&control->now, data, length < 4 ? length : 4);
		printf("control %d.%02x = %d\n", control->unit, control->selector, control->now);
		return 0;
	case GET_INFO:
		answer[0] = 3;
		return 1;
	case GET_LEN:
		answer[0] = control->size;
		answer[1] = 0;
		return 2;
	case GET_MIN: value = control->lowest; break;
	case GET_MAX: value = control->highest; break;
	case GET_RES: value = control->step; break;
	case GET_DEF: value = control->normal; break;
	}
	memcpy(answer, &value, control->size);
	return control->size;
}

int control(const uint8_t setup[8], const uint8_t *data, uint32_t length, uint8_t *answer)
{
	int request = setup[1], selector = setup[3], unit = setup[5], interface = setup[4];

	if ((setup[0] & 0x60) == 0)
		return standard(setup, answer);
	if ((setup[0] & 0x60) != 0x20)
		return NO_ANSWER;
	if (interface == 1 && (selector == PROBE || selector == COMMIT))
		return streaming(request, selector, data, length, answer);
	if (interface == 0 && unit == 0 && selector == 2) { /* why the last request was refused */
		answer[0] = 0;
		return 1;
	}
	for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
		if (interface == 0 && controls[i].unit == unit && controls[i].selector == selector)
			return camera(&controls[i], request, data, length, answer);
	return NO_ANSWER;
}
