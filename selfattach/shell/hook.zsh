# >>> selfattach hook >>>
@ABOUT@
if [[ -o interactive && -t 1 ]]; then
    () {
        emulate -L zsh
        local cache=${XDG_CACHE_HOME-} day seen=
        case $cache in
            (/*) cache=$cache/selfattach ;;
            (*) cache=$HOME/@CACHE@/selfattach ;;
        esac
        case ${SELFATTACH_HOME-} in
            ("") ;;
            ("~"|"~/"*) cache=$HOME${SELFATTACH_HOME#\~}/cache ;;
            (*) cache=$SELFATTACH_HOME/cache ;;
        esac
        print -v day -P '%D{%H %Y-%m-%d %s}'
        if [[ $day == 0[0-3]* ]]; then # a day turns at 04:00
            zmodload zsh/datetime || return
            strftime -s day '%H %Y-%m-%d' $((${day##* } - 21600))
        fi
        day=${day[4,13]}
        [[ -r $cache/last-day ]] && IFS= read -r seen <$cache/last-day
        [[ $seen == $day ]] && return
        (umask 077 && command mkdir -p -- $cache && print -r -- $day >|$cache/last-day) 2>/dev/null || return
        print -r -- '@INVITATION@'
    }
fi
# <<< selfattach hook <<<
