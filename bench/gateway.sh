#!/usr/bin/env bash
# What does a call cost? Turnpike, plain nginx and nginx with Lua do the same work on loopback, in turns.
#
#   bench/gateway.sh                       the table of bench/RESULTS.md, about ten minutes
#   ROUNDS=3 DURATION=3 bench/gateway.sh   a quick look
#
# ROUNDS       5     every peer is measured once a round; ratios are taken within a round
# DURATION     5     seconds of one measurement
# WARMUP       30    seconds that Turnpike is called in each scenario before anything is measured
# CONNECTIONS  64    keep-alive connections of the client
# KEYS         100   keys that the calls rotate over
# START        how Turnpike is started; the default is `./turnpike start`
#
# CPU is user and system time of a peer's whole process tree, so neither the client nor the upstream count, nor who
# else uses the machine. nginx writes no usage record and sends no rate-limit fields: the comparison favours it there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/gateway/processes.sh"
. "$here/gateway/turnpike.sh"

rounds=${ROUNDS:-5}
duration=${DURATION:-5}
warmup=${WARMUP:-30}
connections=${CONNECTIONS:-64}
keys=${KEYS:-100}
peers=(nginx nginx-lua turnpike)
scenarios=(proxied refused exhausted)

require nginx:nginx curl:curl wrk:wrk awk:mawk
require_file /usr/lib/nginx/modules/ngx_http_lua_module.so libnginx-mod-http-lua
require_file /usr/share/lua/5.1/resty/core.lua lua-resty-core
make_work_folder

# One key a line; the first one is also used to check the answer.
seq -f 'bench-key-%06.0f' 1 "$keys" >"$work/proxied.keys"
seq -f 'nobody-has-%06.0f' 1 1000 >"$work/refused.keys"
echo bench-key-exhausted >"$work/exhausted.keys"
declare -A expected=([proxied]=200 [refused]=401 [exhausted]=429)
declare -A port pid

start_nginx() { # name, then NAME=VALUE to fill into gateway/NAME.conf
    local name=$1 folder=$work/$1
    shift
    port[$name]=$(free_port)
    mkdir -p "$folder"
    local fill=(-e "s|@PORT@|${port[$name]}|" -e "s|@WORK@|$work|" -e "s|@HERE@|$here/gateway|")
    for pair in "$@"; do
        fill+=(-e "s|@${pair%%=*}@|${pair#*=}|")
    done
    sed "${fill[@]}" "$here/gateway/$name.conf" >"$folder/nginx.conf"
    nginx -p "$folder" -c nginx.conf -e error.log -g 'daemon off;' &
    pid[$name]=$!
    started "$!"
}

# Plain nginx looks at no key, so it takes part in the scenario that is let through only.
plays() { # peer scenario
    [ "$1" != nginx ] || [ "$2" = proxied ]
}

url() { # peer
    echo "http://127.0.0.1:${port[$1]}/bench/items"
}

check_answer() { # peer scenario
    local key got
    key=$(head -n 1 "$work/$2.keys")
    got=$(status "$(url "$1")" -H "x-api-key: $key")
    [ "$got" = "${expected[$2]}" ] || fail "$1 answered $got instead of ${expected[$2]} ($2)"
}

# Prints calls, seconds, p50 and p99 in microseconds, failed calls, answers of 400 and above.
load() { # peer scenario seconds
    local report=$work/wrk.report
    rm -f "$report"
    wrk --threads 1 --connections "$connections" --duration "${3}s" --timeout 5s \
        --script "$here/gateway/calls.lua" "$(url "$1")" -- "$work/$2.keys" "$report" >"$work/wrk.log" 2>&1 ||
        fail "wrk failed: $(cat "$work/wrk.log")"
    cat "$report"
}

measure() { # round peer scenario
    local before after calls seconds p50 p99 failed refused
    before=$(cpu_ticks "${pid[$2]}")
    read -r calls seconds p50 p99 failed refused < <(load "$2" "$3" "$duration")
    after=$(cpu_ticks "${pid[$2]}")
    local wanted=$calls
    [ "$3" != proxied ] || wanted=0
    if [ "$failed" != 0 ] || [ "$refused" != "$wanted" ]; then
        fail "$2, $3: of $calls calls $failed failed and $refused were refused"
    fi
    echo "$1 $3 $2 $calls $seconds $p50 $p99 $((after - before))" | tee -a "$work/rows" >&2
}

start_nginx upstream KIBIBYTE="$(printf 'x%.0s' {1..1024})"
wait_for 200 "http://127.0.0.1:${port[upstream]}/"
start_nginx nginx UPSTREAM="${port[upstream]}"
start_nginx nginx-lua UPSTREAM="${port[upstream]}"
port[turnpike]=$(free_port)
start_turnpike "${port[turnpike]}"
pid[turnpike]=$turnpike_pid
gateway_catalogue "http://127.0.0.1:${port[upstream]}" "$work/proxied.keys" "$work/exhausted.keys" | manage

for peer in "${peers[@]}"; do
    wait_for 200 "$(url "$peer")" -H "x-api-key: $(head -n 1 "$work/proxied.keys")"
    seconds=1
    [ "$peer" != turnpike ] || seconds=$warmup
    for scenario in "${scenarios[@]}"; do
        plays "$peer" "$scenario" || continue
        echo "warming $peer, $scenario, $seconds s" >&2
        load "$peer" "$scenario" "$seconds" >/dev/null
        check_answer "$peer" "$scenario"
    done
done

echo "round scenario peer calls seconds p50-us p99-us ticks" >&2
for ((round = 1; round <= rounds; round++)); do
    for scenario in "${scenarios[@]}"; do
        for peer in "${peers[@]}"; do
            plays "$peer" "$scenario" && measure "$round" "$peer" "$scenario"
        done
    done
done
awk -v ticks_per_second="$(getconf CLK_TCK)" -f "$here/gateway/summary.awk" "$work/rows"
