# The same pages on any display, at the same time of day: what a panel shows is compared with the picture of the page.
PAGES_AT='2026-07-27 11:12:01' # UTC; the status bar shows 19:12

# pages_start: a site with a wall before the camera, whose tickets no platform is asked about.
pages_start() {
	date -s "$PAGES_AT" >/dev/null
	site_start || fail "no site"
	# Nothing of the status bar may change by itself: what waits for its upload goes on waiting.
	config sync flush_s 300
	config admission online '"never"'
	# Nor does anything move: what was sent is compared with a picture.
	config display motion false
	config gate unlock_ms 600000
	config gate passage_line 27
	ticket --show-time 2026-07-27T19:30:00 || fail "no ticket"
	mkdir -p /run/frames
	frame "$CODE" /run/frames/1.jpg
	config camera source '"replay:/run/frames"'
	config camera hold_ms 3600000
}

# pages_run NAME: the terminal with a new database at the same time of day, until the ticket is admitted and the gate is
# open; it keeps the page.
pages_run() {
	rm -f $SITE/hallgate.db*
	date -s "$PAGES_AT" >/dev/null
	hallgate_start RUST_LOG=hallgate=debug
	event_there event=verdict || event_wait 30 event=verdict || fail "$1: no verdict"
	event_there event=verdict verdict=admit || fail "$1: not admitted"
}

# display_mark; display_rests: the display has told since the mark that it shows a whole picture, and has nothing more
# to send; display_told: what the largest picture since then took.
display_lines() { grep -c 'display: .* pixels in' $SITE/journal.log; }
display_mark() { display_seen=$(display_lines); }
display_sent() { [ "$(display_lines)" -gt "$display_seen" ]; }
display_rests() {
	wait_for 30 display_sent || return
	sleep 2
}
display_told() { sed -n 's/.*display: //p' $SITE/journal.log | tail -n +$((display_seen + 1)) | sort -n | tail -n 1; }

# pages_pictures WIDTH HEIGHT: the pages as pictures, the admitted one into /out/page.png.
pages_pictures() {
	config display driver '"png"'
	config display device '"/run/pictures"'
	config display width "$1"
	config display height "$2"
	pages_run pictures
	wait_for 10 eval 'ls /run/pictures/*admitted.png >/dev/null 2>&1' || fail "no picture of the page"
	hallgate_stop
	cp "$(ls /run/pictures/*admitted.png | tail -n 1)" /out/page.png
	for key in driver device width height; do config display $key; done
}

# minute_turns: the time that is left until the show goes down by a minute, and nothing else changes.
minute_turns() {
	display_mark
	date -s '2026-07-27 11:12:59' >/dev/null
	display_rests
}
