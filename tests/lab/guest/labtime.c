/* labtime [RFC3339]: milliseconds since 1970, now or at that time.
 * labtime synchronised: from now on the kernel takes its clock for synchronised, as a network's time service has it. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>

int main(int count, char **word)
{
	struct timespec now;

	if (count < 2) {
		clock_gettime(CLOCK_REALTIME, &now);
		printf("%lld%03ld\n", (long long)now.tv_sec, now.tv_nsec / 1000000);
		return 0;
	}
	if (!strcmp(word[1], "synchronised")) {
		struct timex state = { .modes = ADJ_STATUS | ADJ_MAXERROR | ADJ_ESTERROR };
		return adjtimex(&state) < 0 ? perror("labtime: adjtimex"), 1 : 0;
	}
	struct tm at = { 0 };
	char *rest = strptime(word[1], "%Y-%m-%dT%H:%M:%S", &at);
	int ms = 0, hours = 0, minutes = 0;
	if (!rest)
		return fprintf(stderr, "labtime: %s is no time\n", word[1]), 2;
	if (*rest == '.')
		ms = (int)(strtod(rest, &rest) * 1000 + 0.5);
	if (*rest && *rest != 'Z' && sscanf(rest + 1, "%d:%d", &hours, &minutes) < 1)
		return fprintf(stderr, "labtime: %s has no offset\n", word[1]), 2;
	long offset = (hours * 60 + minutes) * 60L * (*rest == '-' ? -1 : 1);
	printf("%lld\n", (long long)(timegm(&at) - offset) * 1000 + ms);
	return 0;
}
