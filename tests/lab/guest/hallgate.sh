# A hallgate with a platform of its own in the guest: `hallgate-peer` serves it over TLS on loopback, sells the
# tickets and keeps the records that arrive.
SITE=/run/hallgate
PLATFORM=/run/platform
EVENTS=$SITE/events.jsonl
CINEMA=12345678

# site_start: the platform with a cinema key, the terminal's secrets, and a configuration with the simulated chip's
# lines and no display. What a case wants otherwise it says with `config`.
site_start() {
	mkdir -p $SITE/config $PLATFORM
	chmod 700 $SITE $PLATFORM
	hallgate-peer terminal add --data $PLATFORM --cinema $CINEMA --public-key /lab/terminal.pub terminal-001 || return
	hallgate-peer cinema key mint --data $PLATFORM --cinema $CINEMA --bits 1024 >/dev/null || return
	hallgate-peer national serve --data $PLATFORM >$SITE/platform.log 2>&1 &
	echo $! >/run/platform.pid
	wait_for 30 grep -q '^ca = ' $SITE/platform.log || {
		cat $SITE/platform.log
		return 1
	}
	hexdump -vn 32 -e '1/1 "%02x"' /dev/urandom >$SITE/db.key
	cp /lab/terminal.key $SITE/terminal.key
	chmod 600 $SITE/db.key $SITE/terminal.key
	config terminal cinema_code "\"$CINEMA\""
	config terminal name '"3号厅入口"'
	config store path "\"$SITE/hallgate.db\""
	config store key "\"file:$SITE/db.key\""
	config gate chip "\"/dev/$(gpio_chip)\""
	config gate passage_line 27
	config display driver '"none"'
	config platform url "$(sed -n 's/^url = //p' $SITE/platform.log)"
	config platform ca "$(sed -n 's/^ca = //p' $SITE/platform.log)"
	config platform username '"terminal-001"'
	config platform private_key "\"file:$SITE/terminal.key\""
	config sync flush_s 0
	# Without hardware support, and beside others, a guest may be slow: what is no case's subject does not hang on it.
	config platform connect_timeout_ms 60000
	config platform request_timeout_ms 60000
	config admission online_timeout_ms 10000
	config camera silence_ms 20000
}
platform_stop() { end_of /run/platform.pid; }

# config SECTION KEY VALUE: sets a key; VALUE as TOML has it, a text with its quotes. `config SECTION KEY` takes it out.
config() {
	touch "$SITE/config/$1"
	sed -i "/^$2 = /d" "$SITE/config/$1"
	[ $# -lt 3 ] || echo "$2 = $3" >>"$SITE/config/$1"
}

# config_write: writes the configuration as it stands.
config_write() {
	for section in "$SITE"/config/*; do
		printf '[%s]\n' "${section##*/}"
		cat "$section"
	done >$SITE/hallgate.toml
}

# ticket [OPTIONS]: sells a ticket (options: `hallgate-peer ticket mint --help`): its number into $TICKET, the text
# of its code into $CODE.
ticket() {
	ticket_sold=$(hallgate-peer ticket mint --data $PLATFORM --cinema $CINEMA "$@") || return
	TICKET=$(echo "$ticket_sold" | sed -n 1p)
	CODE=$(echo "$ticket_sold" | sed -n 2p)
}

# records: what arrived at the platform, a line for each record.
records() { hallgate-peer records --data $PLATFORM | tail -n +2; }
record_arrived() { records | grep -q "$1"; }

# hallgate_start [NAME=VALUE...] [COMMAND...]: starts the terminal, under a command if one is named; its journal goes to
# $SITE/journal.log, its events to $EVENTS.
hallgate_start() {
	config_write
	event_mark
	env "$@" hallgate run --config $SITE/hallgate.toml --events $EVENTS >>$SITE/journal.log 2>&1 &
	HALLGATE=$!
	event_wait 60 event=ready || fail "hallgate is not ready"
	# A ticket before the first keys would be refused.
	event_wait 90 event=keys 'result=(updated|unchanged)' || fail "no keys came"
}
# hallgate_stop: stops it cleanly; its exit code.
hallgate_stop() {
	kill -TERM "$HALLGATE"
	wait "$HALLGATE"
}
hallgate_there() { kill -0 "$HALLGATE" 2>/dev/null; }

# ---- events. A pattern is KEY=VALUE as in `event=verdict reason=ok`; all patterns of a line have to fit.

# event_mark: from now on only later events count.
event_mark() { event_seen=$(cat "$EVENTS" 2>/dev/null | wc -l); }
event_seen=0

# event_lines PATTERN...: the events since the mark that fit.
event_lines() {
	tail -n +$((event_seen + 1)) "$EVENTS" 2>/dev/null | event_fit "$@"
}
event_fit() {
	event_by=cat
	for event_pattern; do
		event_by="$event_by | grep -E '\"${event_pattern%%=*}\":\"?${event_pattern#*=}\"?[,}]'"
	done
	eval "$event_by"
}
event_there() { event_lines "$@" | grep -q .; }
event_count() { event_lines "$@" | wc -l; }

# event_wait SECONDS PATTERN...: until an event fits; it is printed, and `event_field` reads it.
event_wait() {
	wait_for "$1" event_there_of "$@" || {
		echo "no event in $* s"
		return 1
	}
	shift
	event_lines "$@" | head -n 1 | tee "$EVENTS.found"
}
event_there_of() {
	shift
	event_there "$@"
}

# event_field KEY [LINE]: a value of the event that was waited for last, or of LINE.
event_field() {
	echo "${2:-$(cat "$EVENTS.found")}" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"
}
# event_at [LINE]: when it was, in milliseconds since 1970.
event_at() { labtime "$(event_field at "${1:-}")"; }
