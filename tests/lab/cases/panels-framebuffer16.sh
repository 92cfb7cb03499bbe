# Pages on a framebuffer of 16 bits a pixel.
# needs: display=800x480:cirrus-vga
# needs: seconds=240
. /lab/lib.sh
. /lab/panels.sh

size=$(cat /sys/class/graphics/fb0/virtual_size)
echo "fb0: $size pixels, $(cat /sys/class/graphics/fb0/bits_per_pixel) bits"
check "16 bits a pixel" [ "$(cat /sys/class/graphics/fb0/bits_per_pixel)" = 16 ]
for console in /sys/class/vtconsole/*; do
	grep -q 'frame buffer' "$console/name" && echo 0 >"$console/bind"
done
pages_start
pages_pictures "${size%,*}" "${size#*,}"

config display driver '"framebuffer"'
hallgate doctor --config $SITE/hallgate.toml | grep display
display_mark
pages_run framebuffer
check "the page is sent" display_rests
shot upright
echo "figure: the page: $(display_told)"
hallgate_stop
