/* linelog FOLDER LINE...: looks at simulated GPIO lines every millisecond and prints each change,
 * `MILLISECONDS-SINCE-1970 LINE LEVEL`, beginning with the levels at the start. FOLDER holds sim_gpioN. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 64 };

int main(int count, char **word)
{
	int file[MOST], level[MOST];

	if (count < 3 || count - 2 > MOST)
		return fprintf(stderr, "linelog FOLDER LINE...\n"), 2;
	for (int at = 0; at < count - 2; at++) {
		char path[300];
		snprintf(path, sizeof path, "%s/sim_gpio%s/value", word[1], word[at + 2]);
		file[at] = open(path, O_RDONLY);
		level[at] = -1;
		if (file[at] < 0)
			return perror(path), 1;
	}
	setvbuf(stdout, 0, _IOLBF, 0);
	for (;;) {
		for (int at = 0; at < count - 2; at++) {
			char text[8] = "";
			if (pread(file[at], text, sizeof text - 1, 0) <= 0)
				continue;
			if (atoi(text) != level[at]) {
				struct timespec now;
				clock_gettime(CLOCK_REALTIME, &now);
				level[at] = atoi(text);
				printf("%lld%03ld %s %d\n", (long long)now.tv_sec, now.tv_nsec / 1000000, word[at + 2], level[at]);
			}
		}
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, 0);
	}
}
