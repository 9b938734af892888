# Sourced by gateway.sh: calls a peer for some seconds. Needs processes.sh, $work, and what `describe` sets.

url() { # peer
    if [ "$scheme" = https ]; then
        echo "https://127.0.0.1:${tls_port[$1]}/bench/$path"
    else
        echo "http://127.0.0.1:${port[$1]}/bench/$path"
    fi
}

speaks_http_2() { # peer
    local spoken
    has h2load nghttp2-client || return 1
    spoken=$(curl --silent --insecure --http2 --output /dev/null --write-out '%{http_version}' "$(url "$1")") || true
    [ "$spoken" = 2 ] || { echo "$1 does not speak HTTP/2: it is left out" >&2 && return 1; }
}

# Prints calls, seconds, p50 and p99 in microseconds, failed calls, answers of 400 and above.
load() { # scenario peer seconds
    local keys_in_turn
    keys_in_turn=$(key_file "$1" "$2")
    case $tool in
        wrk) load_with_wrk "$(url "$2")" "$keys_in_turn" "$3" ;;
        h2load-h2) load_with_h2load "$(url "$2")" "$keys_in_turn" "$3" --clients=16 --max-concurrent-streams=4 ;;
        h2load-h1)
            load_with_h2load "$(url "$2")" "$keys_in_turn" "$3" --h1 --clients="$connections" \
                ${rate:+--rps="$rate"}
            ;;
    esac
}

load_with_wrk() { # url keys seconds
    local report=$work/wrk.report
    rm -f "$report"
    wrk --threads 1 --connections "$connections" --duration "${3}s" --timeout 5s \
        --script "$here/gateway/calls.lua" "$1" -- "$2" "$report" "$body" >"$work/wrk.log" 2>&1 ||
        fail "wrk failed: $(cat "$work/wrk.log")"
    cat "$report"
}

# h2load sends one key. It logs each call: start, status and microseconds.
load_with_h2load() { # url keys seconds, then flags
    local log=$work/h2load.log
    rm -f "$log"
    h2load --duration="$3" --warm-up-time=0 --log-file="$log" -H "x-api-key: $(head -n 1 "$2")" "${@:4}" "$1" \
        >"$work/h2load.out" 2>&1 || fail "h2load failed: $(cat "$work/h2load.out")"
    sort -n -k 3 "$log" | awk -v seconds="$3" '
        $2 >= 200 && $2 < 600 { time[++calls] = $3 }
        $2 >= 400 { refused++ }
        END { print calls, seconds, time[int((calls + 1) / 2)], time[int(calls * 0.99) + 1], NR - calls, refused + 0 }'
}
