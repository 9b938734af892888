# Sourced by the load benches: tools, processes, ports and the time that processes took. Whatever was `started` is
# stopped, and the work folder is removed, when the script ends, however it ends.

fail() { # message
    echo "${0##*/}: $1" >&2
    exit 1
}

# Says how to get what is missing.
require() { # COMMAND:PACKAGE …
    local pair
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || fail "needs ${pair%%:*} (Debian and Ubuntu: apt-get install ${pair#*:})"
    done
}

has() { # command package
    command -v "$1" >/dev/null || missing "$2"
}

has_file() { # file package
    [ -e "$1" ] || missing "$2"
}

missing() { # package
    echo "not measured for lack of a package: apt-get install $1" >&2
    return 1
}

make_work_folder() {
    work=$(mktemp -d)
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

running=()

started() { # pid
    running+=("$1")
}

clean_up() {
    local process
    for process in "${running[@]}"; do
        stop "$process"
    done
    rm -rf "$work"
}

# Asks a process to stop and, after ten seconds, makes it.
stop() { # pid
    local tries=100
    kill "$1" 2>/dev/null || return 0
    while kill -0 "$1" 2>/dev/null && [ $((tries -= 1)) -gt 0 ]; do
        sleep 0.1
    done
    kill -KILL "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

free_port() {
    local candidate
    while :; do
        candidate=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null || break
    done
    echo "$candidate"
}

status() { # url and more arguments of curl
    curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}' "${@:2}" "$1" || true
}

wait_for() { # status url and more arguments of curl
    local wanted=$1 deadline=$((SECONDS + 60))
    shift
    until [ "$(status "$@")" = "$wanted" ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail "$1 did not answer $wanted within a minute"
        sleep 0.02
    done
}

# User and system time of a process and of all below it, in clock ticks; children that ended are in their parent's.
cpu_ticks() { # pid
    local sum=0 child line fields
    read -r line 2>/dev/null <"/proc/$1/stat" || line=
    read -ra fields <<<"${line##*) }"
    if [ "${#fields[@]}" -gt 14 ]; then
        sum=$((fields[11] + fields[12] + fields[13] + fields[14]))
    fi
    for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
        sum=$((sum + $(cpu_ticks "$child")))
    done
    echo "$sum"
}

# Memory of a process and of all below it, shared pages in proportion.
pss_mib() { # pid
    local process
    for process in $(process_tree "$1"); do
        cat "/proc/$process/smaps_rollup" 2>/dev/null || true
    done | awk '/^Pss:/ { sum += $2 } END { printf "%.0f", sum / 1024 }'
}

process_tree() { # pid
    local child
    echo "$1"
    for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
        process_tree "$child"
    done
}
