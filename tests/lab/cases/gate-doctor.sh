# The doctor tells how the gate's lines are wired and stand, and moves the gate: refused while the terminal runs, left in
# its safe state by whatever ends it.
# needs: package=alsa-utils module=snd-aloop
. /lab/lib.sh

doctor() { hallgate doctor --config $SITE/hallgate.toml "$@" </dev/null >/run/said 2>&1; }
told() { grep -Eq "$1" /run/said || { cat /run/said; return 1; }; }

site_start || fail "no site"
config terminal language '"en"'
config platform connect_timeout_ms 30000
config gate chip '"label:pinctrl-bcm2711"'
config gate unlock_line '{ line = "GPIO17", active_low = true }'
config gate passage_line '{ line = 27, active_low = true, bias = "pull-up" }'
config gate release_line 22
config gate red 23
config gate buzzer 25
config gate light 5
config_write
gpio_pull 27 up
doctor
check "chip, wiring and level are told" told "^ok +gate +/dev/$(gpio_chip) \(pinctrl-bcm2711\): unlock_line 17 \(active low\) free; red 23 free; buzzer 25 free; light 5 free; passage_line 27 \(active low, pull-up\) free, at rest; release_line 22 free, at rest"
gpio_pull 22 up
doctor
check "a contact the other way round is told" told "^note +gate .*release_line 22 is active now"
gpio_pull 22 down
config gate chip '"label:nonsense"'
config_write
doctor
check "a label that is not there is told with those that are" told '^FAULT +gate +no GPIO chip is labelled "nonsense": there are .*"pinctrl-bcm2711"'
config gate chip '"label:pinctrl-bcm2711"'
config gate green '"GPIO23"'
config_write
doctor
check "a line that is used twice is told" told "gate.red and gate.green are both line 23"
config gate green

config_write
check "nobody to ask" eval '! doctor --move-gate'
check "is told" told "say --yes"

hallgate_start
check "refused while the terminal runs" eval '! doctor --move-gate --yes'
check "and told" told "the terminal is running"
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]

gpio_pull 17 up
gpio_log /run/lines.log 5 17 23 25
doctor --move-gate --yes &
moving=$!
check "asks to walk through" wait_for 60 grep -q 'walk through now' /run/said
check "the wire is low: open" wait_for 5 gpio_is 17 0
gpio_pull 27 down
sleep 0.3
gpio_pull 27 up
wait $moving
check "well" [ $? = 0 ]
cat /run/said
check "the passage was seen" told "^passage +seen"
gpio_log_end
check "the light was on" [ -n "$(gpio_changed /run/lines.log 5 1)" ]
check "the red lamp, twice" [ "$(awk '$2 == 23 && $3 == 1' /run/lines.log | wc -l)" = 2 ]
check "the buzzer, six times" [ "$(awk '$2 == 25 && $3 == 1' /run/lines.log | wc -l)" = 6 ]

# What is left when nobody holds the line is the pull: the log shows what was set before.
gpio_pull 17 down
gpio_log /run/lines.log 17
doctor --move-gate --yes &
moving=$!
check "locked while lamps go" wait_for 60 gpio_is 17 1
check "asks to walk through" wait_for 60 grep -q 'walk through now' /run/said
check "open" wait_for 5 gpio_is 17 0
since=$(ms)
kill -INT "$(pidof hallgate)"
wait $moving
check "Ctrl-C ends it as a fault" [ $? = 1 ]
check "and it is told how the gate is left" told "left in its safe state"
gpio_log_end
cat /run/lines.log
check "locked before it was let go" [ -n "$(gpio_changed /run/lines.log 17 1 "$since")" ]
