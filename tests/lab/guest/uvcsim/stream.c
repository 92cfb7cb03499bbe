/* The pictures, cut into payloads (USB Video Class 1.1, 2.4.3). */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "uvcsim.h"

enum { HEAD = 2, FRAME_ID = 0x01, END_OF_FRAME = 0x02, ERROR = 0x40, END_OF_HEADER = 0x80 };

static struct format *shown = formats;
static struct timespec next;
static size_t at, end;
static int sending, frame_id, damaged;
static volatile sig_atomic_t frozen, damage;

void freeze_or_thaw(int signal)
{
	(void)signal;
	frozen = !frozen;
}

void damage_one(int signal)
{
	(void)signal;
	damage = 1;
}

size_t raw_size(const struct format *format)
{
	return (size_t)format->width * format->height * (strcmp(format->name, "GREY") ? 2 : 1);
}

void rewind_stream(void)
{
	sending = 0;
	at = 0;
}

void begin_stream(int format)
{
	shown = &formats[format];
	rewind_stream();
	clock_gettime(CLOCK_MONOTONIC, &next);
	printf("commit %s %dx%d\n", shown->name, shown->width, shown->height);
}

/* Reads the picture again if another file took its place. */
static void look(struct format *format)
{
	struct stat now;

	if (stat(format->file, &now) || (format->picture && now.st_ino == format->seen.st_ino &&
	    now.st_mtim.tv_sec == format->seen.st_mtim.tv_sec && now.st_mtim.tv_nsec == format->seen.st_mtim.tv_nsec))
		return;
	int file = open(format->file, O_RDONLY);
	unsigned char *picture = malloc(now.st_size + 1);
	ssize_t length = 0, more;
	while (file >= 0 && picture && length < now.st_size && (more = read(file, picture + length, now.st_size - length)) > 0)
		length += more;
	if (file >= 0)
		close(file);
	if (length == 0 || length != now.st_size) {
		free(picture);
		return;
	}
	free(format->picture);
	format->picture = picture;
	format->length = length;
	format->seen = now;
}

long next_due_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	long ms = (next.tv_sec - now.tv_sec) * 1000 + (next.tv_nsec - now.tv_nsec) / 1000000 + 1;
	return ms < 0 || frozen ? 5 : ms;
}

static int begin_picture(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (frozen || now.tv_sec < next.tv_sec || (now.tv_sec == next.tv_sec && now.tv_nsec < next.tv_nsec))
		return 0;
	look(shown);
	if (!shown->picture)
		return 0;
	size_t raw = raw_size(shown);
	end = strcmp(shown->name, "MJPG") && shown->length > raw ? raw : shown->length;
	damaged = damage;
	if (damaged)
		end /= 2, damage = 0;
	next.tv_nsec += 1e9 / rate;
	while (next.tv_nsec >= 1000000000)
		next.tv_nsec -= 1000000000, next.tv_sec++;
	if (now.tv_sec > next.tv_sec + 1)
		next = now; /* behind for long: pictures are left out */
	sending = 1;
	at = 0;
	frame_id ^= FRAME_ID;
	return 1;
}

uint32_t next_payload(uint8_t *payload, uint32_t room)
{
	if (!sending && !begin_picture())
		return 0;
	uint32_t count = (room < PAYLOAD ? room : PAYLOAD) - HEAD;
	if (count > end - at)
		count = end - at;
	memcpy(payload + HEAD, shown->picture + at, count);
	at += count;
	payload[0] = HEAD;
	payload[1] = END_OF_HEADER | frame_id | (at == end ? END_OF_FRAME : 0) | (damaged ? ERROR : 0);
	if (at == end)
		sending = 0;
	return HEAD + count;
}
