# The light goes down while nobody is at the door, comes back with a code in view, and is full when the terminal ends.
# needs: module=lab-light seconds=200
. /lab/lib.sh
. /lab/panels.sh

light() { [ "$(cat /sys/class/backlight/lab/brightness)" = "$1" ]; }

pages_start
rm /run/frames/*
frame "" /run/frames/1.jpg
frame "$CODE" /run/frames/2.jpg
config camera hold_ms 30000
config display driver '"ssd1306"'
config display backlight '"/sys/class/backlight/lab"'
config display dim_after_s 3
config_write
hallgate doctor --config $SITE/hallgate.toml | grep display
echo 80 >/sys/class/backlight/lab/brightness
date -s "$PAGES_AT" >/dev/null
hallgate_start
check "the light is as bright as the board has set it" light 80
check "it is dimmed to a fifth of that" wait_for 20 light 16
event_there event=verdict && fail "the ticket came too early for this"
event_wait 60 event=verdict verdict=admit || fail "no verdict"
check "the light is back" wait_for 2 light 80
sleep 5
check "it stays while a visitor is welcome" light 80
hallgate_stop
check "the end leaves it on" light 80
