# Pages on an ST7789 and an ILI9341, decoded from what went over the SPI bus; a bus that fails is no matter to the door.
# needs: seconds=300
. /lab/lib.sh
. /lab/panels.sh

# The bus notes the level of the D/C line with each transfer. The kernel numbers all lines of all chips.
base=$(sed -n "s/^$(gpio_chip): GPIOs \([0-9]*\)-.*/\1/p" /sys/kernel/debug/gpio)
echo $((base + 25)) >/sys/module/lab_bus/parameters/dc_gpio

# panel NAME DRIVER: runs it; what it was sent goes to /out/NAME.bin, from the reset to the page's end, then to
# /out/NAME-minute.bin.
panel() {
	config display driver "\"$2\""
	config display dc_line 25
	config display reset_line '"GPIO24"'
	config_write
	hallgate doctor --config $SITE/hallgate.toml | grep display
	bus_clear spi
	display_mark
	pages_run "$1"
	check "$1: the page is sent" display_rests
	bus_log spi >/out/"$1".bin
	echo "figure: $1: the page: $(display_told)"
	bus_clear spi
	check "$1: the minute's turn is sent" minute_turns
	bus_log spi >/out/"$1"-minute.bin
	echo "figure: $1: the clock's tick: $(display_told)"
}

pages_start
pages_pictures 240 240
mv /out/page.png /out/st7789.png
panel st7789 st7789
# The bus fails once: the display comes back by itself, and all of it is drawn anew.
bus_clear spi
echo 1 >/sys/module/lab_bus/parameters/spi_fail
display_mark
date -s '2026-07-27 11:13:59' >/dev/null
check "the fault is told" wait_for 10 grep -q 'takes no picture' $SITE/journal.log
check "the display works again" wait_for 20 grep -q 'the display works again' $SITE/journal.log
bus_log spi >/out/st7789-again.bin
check "the gate is as it was" gpio_is 17 1
hallgate_stop

rm -rf /run/pictures
pages_pictures 320 240
mv /out/page.png /out/ili9341.png
panel ili9341 ili9341
hallgate_stop
