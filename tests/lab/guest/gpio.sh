# The simulated GPIO chip: 54 lines with a Raspberry Pi's label and names.
GPIO_SET=/sys/kernel/config/gpio-sim/lab

# gpio_setup [LINES [LABEL]]: makes the chip, or makes it anew.
gpio_setup() {
	[ -d /sys/kernel/config/gpio-sim ] || return 0
	[ -d $GPIO_SET ] && echo 0 >$GPIO_SET/live
	mkdir -p $GPIO_SET/bank0
	echo "${1:-54}" >$GPIO_SET/bank0/num_lines
	echo "${2:-pinctrl-bcm2711}" >$GPIO_SET/bank0/label
	line=0
	while [ $line -lt 28 ]; do
		mkdir -p $GPIO_SET/bank0/line$line
		echo GPIO$line >$GPIO_SET/bank0/line$line/name
		line=$((line + 1))
	done
	echo 1 >$GPIO_SET/live
}

# gpio_gone: the chip disappears, as one on USB does.
gpio_gone() { echo 0 >$GPIO_SET/live; }
gpio_chip() { cat $GPIO_SET/bank0/chip_name; }
gpio_dir() { echo "/sys/devices/platform/$(cat $GPIO_SET/dev_name)/$(gpio_chip)/sim_gpio$1"; }

# gpio_pull LINE up|down: drives an input from outside.
gpio_pull() { echo "pull-$2" >"$(gpio_dir "$1")/pull"; }
# gpio_pulse LINE [SECONDS]
gpio_pulse() {
	gpio_pull "$1" up
	sleep "${2:-0.05}"
	gpio_pull "$1" down
}

# gpio_value LINE: the level on the wire, of an output too.
gpio_value() { cat "$(gpio_dir "$1")/value"; }
gpio_is() { [ "$(gpio_value "$1")" = "$2" ]; }

# gpio_log FILE LINE...: writes each change of the lines, `MILLISECONDS LINE LEVEL`, until gpio_log_end.
gpio_log() {
	gpio_log_to=$1
	shift
	linelog "$(dirname "$(gpio_dir 0)")" "$@" >"$gpio_log_to" 2>&1 &
	echo $! >/run/linelog.pid
}
gpio_log_end() { kill "$(cat /run/linelog.pid)"; }

# gpio_changed FILE LINE LEVEL [AFTER]: when the line first got that level, in milliseconds; nothing if never.
gpio_changed() {
	awk -v line="$2" -v level="$3" -v after="${4:-0}" '$2 == line && $3 == level && $1 >= after { print $1; exit }' "$1"
}
