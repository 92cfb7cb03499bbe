# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_hallgate_platform_global_optspecs
    string join \n config= h/help V/version
end

function __fish_hallgate_platform_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_hallgate_platform_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_hallgate_platform_using_subcommand
    set -l cmd (__fish_hallgate_platform_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -s V -l version -d 'Print version'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "serve" -d 'Serve terminals until SIGTERM or SIGINT'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "cinema" -d 'Make cinemas known'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "terminal" -d 'Make terminals known, give them codes to enrol by, revoke them'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "report" -d 'Sum up business days by cinema, hall, session, terminal or hour'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "records" -d 'Print the single check records'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "reconcile" -d 'Compare for each session what terminals reported, what is here, and what the national platform took'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "findings" -d 'List what does not fit together, and close it with a reason'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "operator" -d 'Operators: who may sign in to the pages, and act by name on the command line'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "audit" -d 'The protected log of what was done'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "channel" -d 'The channel API: its calls by the document\'s names, and buying a ticket over it'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "status" -d 'Tell how the platform stands: keys, records that wait, terminals, the national platform'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "schema" -d 'Make PostgreSQL\'s tables, or bring them up to date, and give the role that serves its rights'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "migrate" -d 'Take the whole ledger over from SQLite into an empty PostgreSQL, counted and compared'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "backup" -d 'Write the whole database into a file, beside the serving platform'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "restore" -d 'Put a backup in the place of the database, with the platform stopped'
complete -c hallgate-platform -n "__fish_hallgate_platform_needs_command" -f -a "doctor" -d 'Check configuration, secrets, database, address, national platform, disk and clock'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand serve" -l events -d 'Append what happens to this file, one JSON object a line' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand serve" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand serve" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and not __fish_seen_subcommand_from add list" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and not __fish_seen_subcommand_from add list" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and not __fish_seen_subcommand_from add list" -f -a "add" -d 'Make a cinema known, or give it another name'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and not __fish_seen_subcommand_from add list" -f -a "list" -d 'List the cinemas that are known, and how their keys stand'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and __fish_seen_subcommand_from add" -l name -d 'Its name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and __fish_seen_subcommand_from add" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and __fish_seen_subcommand_from add" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and __fish_seen_subcommand_from list" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and __fish_seen_subcommand_from list" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand cinema; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and not __fish_seen_subcommand_from add enrol sheets list revoke rotate" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and not __fish_seen_subcommand_from add enrol sheets list revoke rotate" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and not __fish_seen_subcommand_from add enrol sheets list revoke rotate" -f -a "add" -d 'Make a terminal known that can\'t enrol, with a key of its own or one that is made here'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and not __fish_seen_subcommand_from add enrol sheets list revoke rotate" -f -a "enrol" -d 'Give a terminal a code by which it hands in its own key, once'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and not __fish_seen_subcommand_from add enrol sheets list revoke rotate" -f -a "sheets" -d 'Give every terminal of a list a code, and make a page to print with a sheet for each door'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and not __fish_seen_subcommand_from add enrol sheets list revoke rotate" -f -a "list" -d 'List all terminals, the revoked ones too'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and not __fish_seen_subcommand_from add enrol sheets list revoke rotate" -f -a "revoke" -d 'Believe a terminal no more, from now on; its name is not given again'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and not __fish_seen_subcommand_from add enrol sheets list revoke rotate" -f -a "rotate" -d 'Turn a terminal\'s key over: a code for the next one, with which both hold for 24 hours'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from add" -l cinema -d 'The cinema\'s code, 8 characters' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from add" -l public-key -d 'Its public key, PEM (SubjectPublicKeyInfo), RSA of 1024 bits or more; else a key is made' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from add" -l signature -d 'The form of its signatures: md5-hex, MD5-HEX, md5-raw or md5-digestinfo' -r -f -a "md5-hex\t''
MD5-HEX\t''
md5-raw\t''
md5-digestinfo\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from add" -l out -d 'Where a private key that is made goes: DIR/NAME.key' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from add" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from add" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -l cinema -d 'The cinema\'s code, 8 characters' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -l screen -d 'A hall at its door, by its code of 16 characters; more than one may be named, every hall where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -l valid -d 'Minutes for which the code is good: 15, with --sheet a day (1440)' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -l qr -d 'Also write it as a QR code, which the terminal\'s own camera reads' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -l sheet -d 'Also write a page to print: the QR code, and which door it is for' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from enrol" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from sheets" -l cinema -d 'The cinema\'s code, 8 characters' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from sheets" -l to -d 'Where the page to print goes; print and delete it, as it holds the codes' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from sheets" -l valid -d 'Minutes for which the codes are good' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from sheets" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from sheets" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from sheets" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from sheets" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from list" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from list" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from revoke" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from revoke" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from revoke" -l yes -d 'Do it: this can\'t be taken back'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from revoke" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from rotate" -l valid -d 'Minutes for which the code is good: 15, with --sheet a day (1440)' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from rotate" -l qr -d 'Also write it as a QR code, which the terminal\'s own camera reads' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from rotate" -l sheet -d 'Also write a page to print: the QR code, and which door it is for' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from rotate" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from rotate" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from rotate" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand terminal; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand report" -l cinema -d 'Of this cinema alone' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand report" -l day -d 'The business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; the current one where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand report" -l from -d 'The first of several business days, likewise' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand report" -l to -d 'The last of several business days, likewise; the current one where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand report" -l by -d 'What a row is of; several with commas between them' -r -f -a "cinema\t''
screen\t''
session\t''
terminal\t''
hour\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand report" -l format -d 'table, to be read; xlsx, for spreadsheets; csv or json, for scripts' -r -f -a "table\t''
csv\t''
json\t''
xlsx\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand report" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand report" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -l cinema -d 'Of this cinema alone' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -l day -d 'The business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; the current one where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -l from -d 'The first of several business days, likewise' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -l to -d 'The last of several business days, likewise; the current one where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -l terminal -d 'Of this terminal alone, by its name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -l ticket -d 'Of this ticket, by its number of 16 characters; of every day where no day is named' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -l format -d 'table, to be read; xlsx, for spreadsheets; csv or json, for scripts' -r -f -a "table\t''
csv\t''
json\t''
xlsx\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand records" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand reconcile" -l cinema -d 'Of this cinema alone' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand reconcile" -l day -d 'The business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; the current one where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand reconcile" -l from -d 'The first of several business days, likewise' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand reconcile" -l to -d 'The last of several business days, likewise; the current one where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand reconcile" -l format -d 'table, to be read; xlsx, for spreadsheets; csv or json, for scripts' -r -f -a "table\t''
csv\t''
json\t''
xlsx\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand reconcile" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand reconcile" -l ask -d 'Also ask the national platform for the CheckStatus of each ticket'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand reconcile" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and not __fish_seen_subcommand_from list close" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and not __fish_seen_subcommand_from list close" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and not __fish_seen_subcommand_from list close" -f -a "list" -d 'List what does not fit together, with the records concerned'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and not __fish_seen_subcommand_from list close" -f -a "close" -d 'Close a finding, with the reason why'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from list" -l cinema -d 'Of this cinema alone' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from list" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from list" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from list" -l all -d 'The closed ones too'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from close" -l reason -d 'Why it is closed; it stays with the finding' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from close" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from close" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from close" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand findings; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and not __fish_seen_subcommand_from add passwd disable enable list" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and not __fish_seen_subcommand_from add passwd disable enable list" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and not __fish_seen_subcommand_from add passwd disable enable list" -f -a "add" -d 'Add an operator, who may sign in to the pages; the first one has to be an admin, unless root adds'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and not __fish_seen_subcommand_from add passwd disable enable list" -f -a "passwd" -d 'Give an operator another password, which also ends a lock; an admin may do it for anybody, others for themselves'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and not __fish_seen_subcommand_from add passwd disable enable list" -f -a "disable" -d 'Disable an operator: signed out at once, everywhere'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and not __fish_seen_subcommand_from add passwd disable enable list" -f -a "enable" -d 'Enable an operator that was disabled'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and not __fish_seen_subcommand_from add passwd disable enable list" -f -a "list" -d 'List the operators'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from add" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from add" -l role -d 'What the operator is there for: viewer (reports), clerk (also findings and terminals) or admin (also operators and cinemas)' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from add" -l cinema -d 'A cinema that the role is bound to, by its code; more than one may be named, every cinema where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from add" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from passwd" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from passwd" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from passwd" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from disable" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from disable" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from disable" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from enable" -l as -d 'Who does it, by an operator\'s name' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from enable" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from enable" -l password-stdin -d 'Read passwords from the standard input, one a line: first the one of who does it, where it is asked for, then the new one where one is set'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from list" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from list" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand operator; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and not __fish_seen_subcommand_from show verify" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and not __fish_seen_subcommand_from show verify" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and not __fish_seen_subcommand_from show verify" -f -a "show" -d 'Show the log, the newest entry last'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and not __fish_seen_subcommand_from show verify" -f -a "verify" -d 'Check that nothing in the log was altered, taken out or cut off'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and __fish_seen_subcommand_from show" -l limit -d 'The newest so many alone' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and __fish_seen_subcommand_from show" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and __fish_seen_subcommand_from show" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and __fish_seen_subcommand_from verify" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryLocations" -d 'The regions of which the channel tells anything'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryCinemas" -d 'A page of 100 cinemas'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryCinema" -d 'One cinema'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryMovies" -d 'All films'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryMovie" -d 'One film'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryHalls" -d 'The halls of a cinema'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryShows" -d 'The shows of a cinema that are on sale'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryShowSeats" -d 'The seats of a show, as they stand now'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "lockSeats" -d 'Lock up to four seats for 15 minutes, which makes an order'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "submitOrder" -d 'Have an order paid; that it is confirmed does not mean that its ticket is issued'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "releaseSeats" -d 'Give the seats of an order back that was not paid'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "queryOrder" -d 'How an order stands'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and not __fish_seen_subcommand_from queryLocations queryCinemas queryCinema queryMovies queryMovie queryHalls queryShows queryShowSeats lockSeats submitOrder releaseSeats queryOrder buy" -f -a "buy" -d 'Buy: lock, submit, and ask until the ticket is issued or is certain not to be'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryLocations" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryLocations" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryLocations" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryCinemas" -l pageIndex -d 'Which page, from 1 on; the first where none is named' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryCinemas" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryCinemas" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryCinemas" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryCinema" -l cinemaID -d 'The cinema\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryCinema" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryCinema" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryCinema" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryMovies" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryMovies" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryMovies" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryMovie" -l movieID -d 'The film\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryMovie" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryMovie" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryMovie" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryHalls" -l cinemaID -d 'The cinema\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryHalls" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryHalls" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryHalls" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShows" -l cinemaID -d 'The cinema\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShows" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShows" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShows" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShowSeats" -l showtimeID -d 'The show\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShowSeats" -l status -d '0: seats that are not for sale, 1: those that are; all where it is left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShowSeats" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShowSeats" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryShowSeats" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from lockSeats" -l showtimeID -d 'The show\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from lockSeats" -l seatIDs -d 'The seats\' IDs, with commas between' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from lockSeats" -l seatNames -d 'The seats\' names in the same order, with commas between' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from lockSeats" -l mobile -d 'The buyer\'s mobile number' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from lockSeats" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from lockSeats" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from lockSeats" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from submitOrder" -l orderExternalID -d 'The order\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from submitOrder" -l amount -d 'What is paid for all of it, in fen' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from submitOrder" -l mobile -d 'The buyer\'s mobile number' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from submitOrder" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from submitOrder" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from submitOrder" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from releaseSeats" -l orderExternalID -d 'The order\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from releaseSeats" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from releaseSeats" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from releaseSeats" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryOrder" -l orderExternalID -d 'The order\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryOrder" -l format -d 'table, to be read, or json, for scripts' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryOrder" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from queryOrder" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from buy" -l show -d 'The show\'s ID' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from buy" -l seats -d 'The seats\' IDs, up to four, with commas between' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from buy" -l mobile -d 'The buyer\'s mobile number' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from buy" -l amount -d 'What is paid for all of it, in fen' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from buy" -l format -d 'json, for scripts, or table, to be read' -r -f -a "table\t''
json\t''"
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from buy" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand channel; and __fish_seen_subcommand_from buy" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand status" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand status" -l json -d 'For scripts'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand status" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand schema" -l url -d 'The database by its owner\'s role: postgres://OWNER@HOST/DATABASE' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand schema" -l role -d 'The role that serves; that of store.url where left out' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand schema" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand schema" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand migrate" -l to -d 'An empty PostgreSQL database, by its owner\'s role: postgres://OWNER@HOST/DATABASE' -r -f
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand migrate" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand migrate" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand backup" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand backup" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand restore" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand restore" -l yes -d 'Replace the database that is there, which is kept under another name'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand restore" -s h -l help -d 'Print help'
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand doctor" -l config -d 'The platform\'s configuration' -r -F
complete -c hallgate-platform -n "__fish_hallgate_platform_using_subcommand doctor" -s h -l help -d 'Print help'
