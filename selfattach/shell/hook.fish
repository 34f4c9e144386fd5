# >>> selfattach hook >>>
@ABOUT@
if status is-interactive; and test -t 1
    function _selfattach_hook
        set -l cache "$HOME/@CACHE@/selfattach"
        if string match -q '/*' -- "$XDG_CACHE_HOME"
            set cache "$XDG_CACHE_HOME/selfattach"
        end
        if string match -qr '^~(/|$)' -- "$SELFATTACH_HOME"
            set cache "$HOME"(string sub -s 2 -- "$SELFATTACH_HOME/cache")
        else if test -n "$SELFATTACH_HOME"
            set cache "$SELFATTACH_HOME/cache"
        end
        set -l day (command date '+%H %Y-%m-%d')
        if string match -qr '^0[0-3]' -- "$day" # a day turns at 04:00
            set day (command date -d '6 hours ago' '+%H %Y-%m-%d' 2>/dev/null; or command date -v-6H '+%H %Y-%m-%d')
        end
        set day (string sub -s 4 -- "$day")
        set -l seen
        test -r "$cache/last-day"; and read seen <"$cache/last-day"
        test "$seen" = "$day"; and return
        command sh -c 'umask 077 && mkdir -p -- "$1" && printf "%s\n" "$2" >"$1/last-day"' sh "$cache" "$day" 2>/dev/null
        or return
        echo '@INVITATION@'
    end
    _selfattach_hook
    functions -e _selfattach_hook
end
# <<< selfattach hook <<<
