# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_hallgate_global_optspecs
    string join \n h/help V/version
end

function __fish_hallgate_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_hallgate_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_hallgate_using_subcommand
    set -l cmd (__fish_hallgate_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c hallgate -n "__fish_hallgate_needs_command" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_needs_command" -s V -l version -d 'Print version'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "run" -d 'Run the terminal until it is told to stop (Ctrl-C, SIGTERM)'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "report" -d 'Print the report of a business day, or of several; csv gives the single records'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "records" -d 'Find check records by ticket, time, seat, session or state of upload'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "reconcile" -d 'Ask the platform for each record of a business day, and tell what differs'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "status" -d 'Tell how the terminal stands: keys, uploads, platform, clock, database, disk'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "web" -d 'Serve a technician\'s pages for a phone on the same network, beside the running terminal; nothing is changed there'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "provision" -d 'Make a fresh machine\'s database and its first admin, and tell what is still missing'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "enrol" -d 'Make this terminal\'s key pair, and hand its public half in at the platform for a code'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "setup" -d 'Turn a flashed card into a terminal: take over its file or an enrolment sheet, make its secrets, enrol it'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "key" -d 'Put the database\'s key on paper, and read it again at another board'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "export" -d 'Write reports, records and the log into a new folder on a USB stick, or any other place'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "rescue" -d 'Carry over what can be read of a damaged database, pending records first; it is kept'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "backup" -d 'Write the whole database into a file, beside the running terminal'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "restore" -d 'Put a backup in the place of the database, with the terminal stopped; never over a whole one that is newer'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "operator" -d 'Add, change or disable the people who operate the terminal'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "settings" -d 'Show the settings that were changed at the terminal, or take a change back'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "audit" -d 'Show the protected log, or check that nobody altered it'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "catalogue" -d 'Ask the channel for films, halls and shows, or list what it told'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "doctor" -d 'Check storage, clock, platform, devices and secrets: a line each, what to do'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "self-test" -d 'Tell whether the running terminal does what it should, as after an update; moves nothing'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "update" -d 'Tell how an update of the whole system stands, and whether the board may restart'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "safe-state" -d 'Leave the gate in its safe state after the terminal was ended, for systemd\'s ExecStopPost='
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "read" -d 'Read the QR codes of image files: a line for each, PATH, milliseconds and texts, by tabs'
complete -c hallgate -n "__fish_hallgate_needs_command" -f -a "explain" -d 'Tell a fault\'s cause and remedy by the code that stands behind it; without one list them all'
complete -c hallgate -n "__fish_hallgate_using_subcommand run" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand run" -l events -d 'Append what happens to FILE, one JSON object a line' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand run" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand report" -l day -d 'The business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; the current one where left out' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand report" -l from -d 'The first business day of several, likewise' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand report" -l to -d 'The last business day of several, likewise; the current one where left out' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand report" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand report" -l format -d 'table (for people), xlsx (for spreadsheets), csv or json (for scripts)' -r -f -a "table\t''
csv\t''
xlsx\t''
json\t''"
complete -c hallgate -n "__fish_hallgate_using_subcommand report" -l summary -d 'Only the sums, without the single records of csv and xlsx; table and json are sums anyway'
complete -c hallgate -n "__fish_hallgate_using_subcommand report" -l bom -d 'Begin with a byte order mark, for programs that want one; for csv alone: a spreadsheet takes xlsx, and drops digits of ticket numbers from csv'
complete -c hallgate -n "__fish_hallgate_using_subcommand report" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l ticket -d 'The ticket\'s number, or its last 4 digits or more' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l from -d 'Checked at this time or later: hh:mm of the business day, or YYYY-MM-DDThh:mm' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l to -d 'Checked before this time' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l seat -d 'ROWxCOLUMN as on the chair (6x12), or the ticket\'s code for the seat' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l session -d 'The session\'s code' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l upload -d 'How far the upload has come: pending, uploaded or set_aside' -r -f -a "pending\t''
uploaded\t''
set_aside\t''"
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l day -d 'The business day, today, yesterday or YYYY-MM-DD; where nothing but a seat, a time of day or `--upload uploaded` is given, the current one' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l limit -d 'At most so many: with --from the first ones, else the last ones; 200 in a table where left out' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l format -d 'table (for people), xlsx (for spreadsheets), csv or json (for scripts)' -r -f -a "table\t''
csv\t''
xlsx\t''
json\t''"
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -l bom -d 'Begin with a byte order mark, for programs that want one; for csv alone: a spreadsheet takes xlsx, and drops digits of ticket numbers from csv'
complete -c hallgate -n "__fish_hallgate_using_subcommand records" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand reconcile" -l day -d 'The business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; the current one where left out' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand reconcile" -l session -d 'One session alone, by its code' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand reconcile" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand reconcile" -l format -d 'table (for people), xlsx (for spreadsheets), csv or json (for scripts)' -r -f -a "table\t''
csv\t''
xlsx\t''
json\t''"
complete -c hallgate -n "__fish_hallgate_using_subcommand reconcile" -l bom -d 'Begin with a byte order mark, for programs that want one; for csv alone: a spreadsheet takes xlsx, and drops digits of ticket numbers from csv'
complete -c hallgate -n "__fish_hallgate_using_subcommand reconcile" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand status" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand status" -l metrics -d 'Write it as OpenMetrics into FILE, whole or not at all, and print nothing; what needs attention stands in there' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand status" -l json -d 'For scripts'
complete -c hallgate -n "__fish_hallgate_using_subcommand status" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand web" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand web" -l check -d 'Only tell whether [web] address asks for them: exit status 0 where it does, else 1'
complete -c hallgate -n "__fish_hallgate_using_subcommand web" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand provision" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand provision" -l admin -d 'The first admin\'s name; asked for where left out' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand provision" -l number -d 'The first admin\'s staff number, 1 to 8 digits; left out: 101' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand provision" -l called -d 'The name that the screen shows for the first admin, up to 16 characters' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand provision" -l password-stdin -d 'Read the first admin\'s password from the standard input, one line'
complete -c hallgate -n "__fish_hallgate_using_subcommand provision" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -l code -d 'The code that the platform\'s operator gave out; left out: typed when asked, or its QR code shown to the camera' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -l qr -d 'A picture of the QR code, in place of the camera' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -l url -d 'The platform\'s address, where it is not the one of the configuration' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -l ca-sha256 -d 'SHA-256 of the platform\'s authority, as `terminal enrol` prints it; left out: of the QR code, or the certificate in platform.ca' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -l name -d 'The terminal\'s name, where it is not platform.username' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -l key -d 'Write the private key to this file and not where platform.private_key has it, such as to encrypt it for systemd' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -l yes -d 'Do not ask before a key that is there is replaced'
complete -c hallgate -n "__fish_hallgate_using_subcommand enrol" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -l card -d 'The card\'s first partition, with hallgate.toml and STATUS.TXT' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -l etc -d 'Where the configuration is kept' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -l runtime -d 'What lasts until the next start: network and access; elsewhere than in /run nothing of the system is told of it' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -l boards -d 'The boards\' own defaults, a file each' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -l model -d 'What tells which board this is' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -l credentials -d 'Where encrypted secrets are; those of --plain are in the folder of the same name without .encrypted' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -l plain -d 'Keep secrets as plain files of root, for a systemd that can\'t encrypt them'
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -l once -d 'Look once, and do not wait for what is missing'
complete -c hallgate -n "__fish_hallgate_using_subcommand setup" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and not __fish_seen_subcommand_from show read" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and not __fish_seen_subcommand_from show read" -f -a "show" -d 'Show the database\'s key, to be put away on paper: without it nobody reads the records again'
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and not __fish_seen_subcommand_from show read" -f -a "read" -d 'Read the database\'s key from its sheet, shown to the camera or typed, and keep it where store.key says'
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and __fish_seen_subcommand_from show" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and __fish_seen_subcommand_from show" -l qr -d 'Write it as a picture to print, and not here; print it, then delete the file' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and __fish_seen_subcommand_from read" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and __fish_seen_subcommand_from read" -l qr -d 'A picture of the sheet, in place of the camera' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and __fish_seen_subcommand_from read" -l yes -d 'Replace a key that opens the database that is there; both are kept under other names'
complete -c hallgate -n "__fish_hallgate_using_subcommand key; and __fish_seen_subcommand_from read" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand export" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand export" -l day -d 'A business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; more than one may be named; the last seven where left out, as at the screen' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand export" -l to -d 'Where the stick is mounted; a USB stick where left out' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand export" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand rescue" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand rescue" -l to -d 'Write what the store holds afterwards into this file too, as a backup' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand rescue" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand backup" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand backup" -l nightly -d 'Onto a USB stick that stays in, where one does, for hallgate-backup.timer; the newest seven of this terminal stay there'
complete -c hallgate -n "__fish_hallgate_using_subcommand backup" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand restore" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand restore" -l yes -d 'Replace the database, which is kept under another name'
complete -c hallgate -n "__fish_hallgate_using_subcommand restore" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and not __fish_seen_subcommand_from add passwd call disable enable list" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and not __fish_seen_subcommand_from add passwd call disable enable list" -f -a "add" -d 'Add an operator; the first one has to be an admin'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and not __fish_seen_subcommand_from add passwd call disable enable list" -f -a "passwd" -d 'Give an operator another password, which also ends a lock; an admin may do it for anybody, others for themselves'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and not __fish_seen_subcommand_from add passwd call disable enable list" -f -a "call" -d 'Change the name that the screen shows for an operator'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and not __fish_seen_subcommand_from add passwd call disable enable list" -f -a "disable" -d 'Disable an operator'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and not __fish_seen_subcommand_from add passwd call disable enable list" -f -a "enable" -d 'Enable an operator that was disabled'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and not __fish_seen_subcommand_from add passwd call disable enable list" -f -a "list" -d 'List the operators'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from add" -l as -d 'Who does it, by name or staff number: an admin, or for one\'s own password oneself; left out for the very first operator' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from add" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from add" -l role -d 'What the operator is there for: staff, tech or admin' -r -f -a "staff\t''
tech\t''
admin\t''"
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from add" -l number -d '1 to 8 digits, to sign in with at the terminal\'s number pad; left out: the next free one' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from add" -l called -d 'The name that the screen shows, up to 16 characters, such as 王芳; left out: NAME' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read passwords from the standard input, one a line: first the admin\'s where --as is given, then the new one where one is set'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from passwd" -l as -d 'Who does it, by name or staff number: an admin, or for one\'s own password oneself; left out for the very first operator' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from passwd" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from passwd" -l password-stdin -d 'Read passwords from the standard input, one a line: first the admin\'s where --as is given, then the new one where one is set'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from call" -l as -d 'Who does it, by name or staff number: an admin, or for one\'s own password oneself; left out for the very first operator' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from call" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from call" -l password-stdin -d 'Read passwords from the standard input, one a line: first the admin\'s where --as is given, then the new one where one is set'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from call" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from disable" -l as -d 'Who does it, by name or staff number: an admin, or for one\'s own password oneself; left out for the very first operator' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from disable" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from disable" -l password-stdin -d 'Read passwords from the standard input, one a line: first the admin\'s where --as is given, then the new one where one is set'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from enable" -l as -d 'Who does it, by name or staff number: an admin, or for one\'s own password oneself; left out for the very first operator' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from enable" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from enable" -l password-stdin -d 'Read passwords from the standard input, one a line: first the admin\'s where --as is given, then the new one where one is set'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from list" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand operator; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and not __fish_seen_subcommand_from show reset" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and not __fish_seen_subcommand_from show reset" -f -a "show" -d 'List the settings that an admin may change at the terminal, and which were'
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and not __fish_seen_subcommand_from show reset" -f -a "reset" -d 'Take a change back: the setting is as the file has it, from the next start on'
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and __fish_seen_subcommand_from show" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and __fish_seen_subcommand_from reset" -l as -d 'The admin who does it, by name or staff number' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and __fish_seen_subcommand_from reset" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and __fish_seen_subcommand_from reset" -l password-stdin -d 'Read the admin\'s password from the standard input, one line'
complete -c hallgate -n "__fish_hallgate_using_subcommand settings; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and not __fish_seen_subcommand_from show verify" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and not __fish_seen_subcommand_from show verify" -f -a "show" -d 'Show the log, the newest entry last'
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and not __fish_seen_subcommand_from show verify" -f -a "verify" -d 'Check that nothing in the log was altered, taken out or cut off'
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -l from -d 'From this day or time on, YYYY-MM-DD or YYYY-MM-DDThh:mm, in the terminal\'s zone' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -l to -d 'Up to this time, or to the end of this day' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -l who -d 'By this operator alone' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -l what -d 'Of these kinds alone, by their names in /usr/share/doc/hallgate/security.md, such as sign_in,sign_in_failed' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -l text -d 'With this in the detail alone, as it is kept and as --json shows it: wrong_password, \'"name":"li"\'' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -l limit -d 'The newest so many alone' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -l json -d 'A JSON object a line'
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from verify" -l config -d 'The configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and not __fish_seen_subcommand_from sync shows halls cinemas" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and not __fish_seen_subcommand_from sync shows halls cinemas" -f -a "sync" -d 'Ask the channel for all of its lists now, beside the running terminal'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and not __fish_seen_subcommand_from sync shows halls cinemas" -f -a "shows" -d 'List the shows of a business day, with the hall code of each'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and not __fish_seen_subcommand_from sync shows halls cinemas" -f -a "halls" -d 'List the cinema\'s halls, with the line that maps them in the configuration'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and not __fish_seen_subcommand_from sync shows halls cinemas" -f -a "cinemas" -d 'List the channel\'s cinemas, to find the number of this one'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from sync" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from shows" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from shows" -l format -d 'table (for people) or json (for scripts)' -r -f -a "table\t''
json\t''"
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from shows" -l day -d 'The business day (06:00 to 06:00), YYYY-MM-DD; the current one where left out' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from shows" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from halls" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from halls" -l format -d 'table (for people) or json (for scripts)' -r -f -a "table\t''
json\t''"
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from halls" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from cinemas" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from cinemas" -l format -d 'table (for people) or json (for scripts)' -r -f -a "table\t''
json\t''"
complete -c hallgate -n "__fish_hallgate_using_subcommand catalogue; and __fish_seen_subcommand_from cinemas" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand doctor" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand doctor" -l watch -d 'Only watch the camera, a line a second, to turn its lens until the focus is at its best'
complete -c hallgate -n "__fish_hallgate_using_subcommand doctor" -l move-gate -d 'Only move the gate: lamps and sounds in turn, then unlock; the terminal has to be stopped'
complete -c hallgate -n "__fish_hallgate_using_subcommand doctor" -l yes -d 'Do not ask before the gate moves'
complete -c hallgate -n "__fish_hallgate_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand self-test" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand self-test" -l before -d 'What an earlier self-test printed: a part that was lost then is no fault now' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand self-test" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and not __fish_seen_subcommand_from status quiet fetch hour" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and not __fish_seen_subcommand_from status quiet fetch hour" -f -a "status" -d 'Tell what runs, how an update stands and what became of the last one'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and not __fish_seen_subcommand_from status quiet fetch hour" -f -a "quiet" -d 'Tell by the exit status whether the board may restart now: nobody is at the door'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and not __fish_seen_subcommand_from status quiet fetch hour" -f -a "fetch" -d 'Fetch the bundle that update.url tells of, for hallgate-fetch.service'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and not __fish_seen_subcommand_from status quiet fetch hour" -f -a "hour" -d 'Tell by the exit status whether it is the hour for updates, update.hour'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from status" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from quiet" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from quiet" -l asked -d 'Somebody asks for it: 20 seconds without a visitor are enough, in place of update.idle_min'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from quiet" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from fetch" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from fetch" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from hour" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand update; and __fish_seen_subcommand_from hour" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand safe-state" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand safe-state" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand read" -l explain -d 'Write into DIR what each look at an image saw, drawn over it: NAME-1-calm.png and so on' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand read" -s h -l help -d 'Print help'
complete -c hallgate -n "__fish_hallgate_using_subcommand explain" -l language -d 'Tell it in this language alone, zh-CN or en; in both where left out' -r -f
complete -c hallgate -n "__fish_hallgate_using_subcommand explain" -l config -d 'The terminal\'s configuration' -r -F
complete -c hallgate -n "__fish_hallgate_using_subcommand explain" -s h -l help -d 'Print help'
