# Pages on a framebuffer of 32 bits a pixel, upright and turned; only the clock's digits are drawn when a minute has passed.
# needs: display=800x480
# needs: seconds=240
. /lab/lib.sh
. /lab/panels.sh

size=$(cat /sys/class/graphics/fb0/virtual_size)
bits=$(cat /sys/class/graphics/fb0/bits_per_pixel)
echo "fb0: $size pixels, $bits bits"
# The kernel's text console would write on it too.
for console in /sys/class/vtconsole/*; do
	grep -q 'frame buffer' "$console/name" && echo 0 >"$console/bind"
done
pages_start
pages_pictures "${size%,*}" "${size#*,}"

config display driver '"framebuffer"'
config_write
hallgate doctor --config $SITE/hallgate.toml | grep display
display_mark
pages_run framebuffer
check "the page is sent" display_rests
shot upright
echo "figure: the page: $(display_told)"
check "the minute's turn is shown" minute_turns
echo "figure: the clock's tick: $(display_told)"
shot minute
hallgate_stop

config display rotation 180
display_mark
pages_run turned
check "the page is sent turned" display_rests
shot turned
echo "figure: the page: $(display_told)"
hallgate_stop
