/* What the parts of uvcsim share. */
#ifndef UVCSIM_H
#define UVCSIM_H
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

enum { FORMATS = 8, PAYLOAD = 16384, NO_ANSWER = -1 };
/* Ids of the units in the descriptors; requests name them. */
enum { TERMINAL = 1, PROCESSING = 2, OUTPUT = 3 };

/* A format that the camera offers, and the file with its picture. */
struct format {
	char name[5]; /* YUYV, GREY or MJPG */
	int width, height;
	const char *file;
	unsigned char *picture;
	size_t length;
	struct stat seen;
};

extern struct format formats[FORMATS];
extern int format_count;
extern double rate;

size_t raw_size(const struct format *format);

/* descriptors.c */
void make_descriptors(void);
int descriptor(int kind, int index, uint8_t *answer);

/* control.c: answers a request of the control endpoint. The answer's length, or NO_ANSWER for a stall. */
int control(const uint8_t setup[8], const uint8_t *data, uint32_t length, uint8_t *answer);
void settle(void);

/* stream.c */
void begin_stream(int format);
void rewind_stream(void);
/* Fills a payload; its length, 0 if no picture is due yet. */
uint32_t next_payload(uint8_t *payload, uint32_t room);
long next_due_ms(void);
void freeze_or_thaw(int signal);
void damage_one(int signal);
#endif
