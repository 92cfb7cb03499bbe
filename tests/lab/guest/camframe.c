/* camframe FORM WIDTH HEIGHT SHARE < MODULES > FRAME
 * Draws the modules that `qrencode -t ASCII` prints (two characters each, '#' is dark) into the middle of a
 * camera frame, as high as SHARE percent of it. FORM: yuyv, grey or pgm. No modules: the bare wall. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DARK = 30, LIGHT = 220, WALL = 120, MOST = 200 };

int main(int count, char **word)
{
	static char rows[MOST][2 * MOST + 2];
	int modules = 0;

	if (count != 5)
		return fprintf(stderr, "camframe FORM WIDTH HEIGHT SHARE < MODULES > FRAME\n"), 2;
	int width = atoi(word[2]), height = atoi(word[3]), share = atoi(word[4]);
	if (width <= 0 || height <= 0)
		return fprintf(stderr, "camframe: no size\n"), 2;
	while (modules < MOST && fgets(rows[modules], sizeof rows[0], stdin))
		modules++;
	unsigned char *grey = malloc((size_t)width * height);
	if (!grey)
		return perror("camframe"), 1;
	memset(grey, WALL, (size_t)width * height);
	int side = modules ? height * share / 100 / modules : 0;
	if (modules && !side)
		return fprintf(stderr, "camframe: %d modules do not fit\n", modules), 1;
	int left = (width - side * modules) / 2, top = (height - side * modules) / 2;
	for (int y = 0; y < side * modules; y++)
		for (int x = 0; x < side * modules; x++)
			if (left + x >= 0 && left + x < width)
				grey[(top + y) * width + left + x] = rows[y / side][2 * (x / side)] == '#' ? DARK : LIGHT;
	if (!strcmp(word[1], "pgm"))
		printf("P5\n%d %d\n255\n", width, height);
	for (size_t at = 0; at < (size_t)width * height; at++) {
		putchar(grey[at]);
		if (!strcmp(word[1], "yuyv"))
			putchar(128);
	}
	return 0;
}
