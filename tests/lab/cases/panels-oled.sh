# Pages on an SSD1306, decoded from what went over the I²C bus; it is unplugged and plugged in again.
# needs: seconds=240
. /lab/lib.sh
. /lab/panels.sh

pages_start
pages_pictures 128 64
config display driver '"ssd1306"'
config_write
hallgate doctor --config $SITE/hallgate.toml | grep display
bus_clear i2c
display_mark
pages_run oled
check "the page is sent" display_rests
bus_log i2c >/out/oled.bin
echo "figure: the page: $(display_told)"
bus_clear i2c
check "the minute's turn is sent" minute_turns
bus_log i2c >/out/oled-minute.bin
echo "figure: the clock's tick: $(display_told)"

echo 100000 >/sys/module/lab_bus/parameters/i2c_fail
date -s '2026-07-27 11:13:59' >/dev/null
check "the fault is told" wait_for 10 grep -q 'no display answers at address 0x3c' $SITE/journal.log
sleep 4
echo 0 >/sys/module/lab_bus/parameters/i2c_fail
bus_clear i2c
check "the display works again" wait_for 20 grep -q 'the display works again' $SITE/journal.log
bus_log i2c >/out/oled-again.bin
check "the fault is told once" [ "$(grep -c 'ERROR.*no display answers' $SITE/journal.log)" = 1 ]
check "the gate is as it was" gpio_is 17 1
hallgate_stop
