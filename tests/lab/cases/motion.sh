# What moves, on a framebuffer and on an SSD1306: the scan line while nobody is there, the bar while the gate is open.
# Beside the strip everything stands still, and a verdict that comes in the middle of it is there in one go.
# needs: display=800x480
# needs: seconds=400
. /lab/lib.sh
. /lab/panels.sh

# moves NAME: with a wall before the camera, then a ticket: what the panel shows meanwhile is kept.
moves() {
	rm -f $SITE/hallgate.db*
	date -s "$PAGES_AT" >/dev/null
	hallgate_start RUST_LOG=hallgate=debug
	event_there event=verdict && fail "the ticket came too early for this"
	sleep 4
	look "$1" idle
	wait_for 60 event_there event=verdict verdict=admit || fail "$1: not admitted"
	sleep 2
	look "$1" open
	hallgate_stop
}
# look NAME STATE: four pictures over time.
look() {
	for turn in 1 2 3 4; do
		"take_$1" "$2-$turn"
		sleep 0.6
	done
}
take_framebuffer() { shot "framebuffer-$1"; }
take_oled() { bus_log i2c >"/out/oled-$1.bin"; }

console_off
pages_start
pages_pictures 800 480
mv /out/page.png /out/framebuffer.png
rm -rf /run/pictures
pages_pictures 128 64
mv /out/page.png /out/oled.png

mv /run/frames/1.jpg /run/frames/2.jpg
frame "" /run/frames/1.jpg
config camera hold_ms 25000
config gate unlock_ms 60000
config display motion true
config display driver '"framebuffer"'
moves framebuffer

config display driver '"ssd1306"'
bus_clear i2c
moves oled
