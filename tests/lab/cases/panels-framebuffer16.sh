# Pages on a framebuffer of 16 bits a pixel, kept from the kernel's text console by its command line.
# needs: display=800x480:cirrus-vga append=fbcon=map:9
# needs: seconds=300
. /lab/lib.sh
. /lab/panels.sh

size=$(cat /sys/class/graphics/fb0/virtual_size)
echo "fb0: $size pixels, $(cat /sys/class/graphics/fb0/bits_per_pixel) bits"
check "16 bits a pixel" [ "$(cat /sys/class/graphics/fb0/bits_per_pixel)" = 16 ]
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
hallgate_stop
