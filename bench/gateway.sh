#!/usr/bin/env bash
# What does a call cost? Turnpike beside plain nginx, nginx with Lua and HAProxy on loopback, in turns.
#
#   bench/gateway.sh                          every scenario, about half an hour
#   bench/gateway.sh get refused tls          these scenarios
#   ROUNDS=2 DURATION=2 WARMUP=2 bench/gateway.sh get    a quick look
#
# get        1 KiB, 64 connections          get-1, get-256   the same with 1 and 256 connections
# get-16k    16 KiB                         post-4k          a body of 4 KiB each way up, 1 KiB back
# refused    unknown keys: 401              exhausted        a quota that is used up: 429
# tls        get over TLS 1.3               h2               get over HTTP/2 and TLS, 16 connections of 4 streams
# keys       100,000 keys in turn, beside Turnpike with one key in use
# products   1,000 products in turn, beside Turnpike with one in use
# half       get at half of the lowest highest rate, for its p99
# start      CPU from the start to the first answered call: bench/start.sh
#
# ROUNDS    5    every peer is measured once a round; ratios and differences are taken within a round
# DURATION  5    seconds of one measurement
# WARMUP    30   seconds that Turnpike is called in each scenario before anything is measured
# KEYS      1000 keys that the calls rotate over
# START          how Turnpike is started; the default is `./turnpike start`
#
# CPU is user and system time of a peer's whole process tree, so neither the client nor the upstream count, nor who
# else uses the machine. Turnpike writes a usage record and rate-limit fields; nginx with Lua and HAProxy check key,
# operation and quota, plain nginx nothing: the comparison favours them. Memory is PSS of the tree after all rounds.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/gateway/processes.sh"
. "$here/gateway/turnpike.sh"
. "$here/gateway/peers.sh"
. "$here/gateway/load.sh"

all=(get get-1 get-256 get-16k post-4k refused exhausted tls h2 keys products half start)
if [ $# -gt 0 ]; then
    scenarios=("$@")
else
    scenarios=("${all[@]}")
fi
rounds=${ROUNDS:-5}
duration=${DURATION:-5}
warmup=${WARMUP:-30}
keys=${KEYS:-1000}

# Sets what a scenario is made of.
describe() { # scenario
    peers=(nginx nginx-lua haproxy turnpike) connections=64 path=items scheme=http wanted=200 body=0 tool=wrk
    case $1 in
        get) ;;
        get-1) connections=1 ;;
        get-256) connections=256 ;;
        get-16k) path=large ;;
        post-4k) body=4096 ;;
        refused) peers=(nginx-lua haproxy turnpike) wanted=401 ;;
        exhausted) peers=(nginx-lua haproxy turnpike) wanted=429 ;;
        tls) peers=(nginx haproxy turnpike) scheme=https ;;
        h2) peers=(nginx turnpike) scheme=https tool=h2load-h2 ;;
        half) peers=(nginx turnpike) tool=h2load-h1 ;;
        keys | products) peers=(turnpike turnpike-large) ;;
        *) fail "there is no scenario $1, but these: ${all[*]}" ;;
    esac
}

# Leaves out who is not there.
players() { # scenario
    local peer
    describe "$1"
    for peer in "${peers[@]}"; do
        if [ -n "${pid[$peer]:-}" ] && { [ "$1" != h2 ] || speaks_http_2 "$peer"; }; then
            echo "$peer"
        fi
    done
}

key_file() { # scenario peer
    case $1 in
        refused | exhausted) echo "$work/$1.keys" ;;
        keys | products) [ "$2" = turnpike ] && echo "$work/one.keys" || echo "$work/$1.keys" ;;
        *) echo "$work/proxied.keys" ;;
    esac
}

check_answer() { # scenario peer
    local key got
    key=$(head -n 1 "$(key_file "$1" "$2")")
    got=$(status "$(url "$2")" --insecure -H "x-api-key: $key")
    [ "$got" = "$wanted" ] || fail "$2 answered $got instead of $wanted ($1): $(tail -n 3 "$work/turnpike.log")"
}

measure() { # round scenario peer
    local before after calls seconds p50 p99 failed refused expected=0
    before=$(cpu_ticks "${pid[$3]}")
    read -r calls seconds p50 p99 failed refused < <(load "$2" "$3" "$duration")
    after=$(cpu_ticks "${pid[$3]}")
    [ "$wanted" = 200 ] || expected=$calls
    if [ "$failed" != 0 ] || [ "$refused" != "$expected" ]; then
        fail "$3, $2: of $calls calls $failed failed and $refused were refused"
    fi
    echo "$1 $2 $3 $calls $seconds $p50 $p99 $((after - before))" | tee -a "$work/rows" >&2
}

# Both are asked at the same rate: half of what the slower one of them reaches.
find_half_rate() {
    local peer calls seconds lowest=0
    rate=0
    for peer in $(players half); do
        read -r calls seconds _ < <(load half "$peer" "$duration")
        lowest=$(awk -v a="$lowest" -v b="$calls" -v s="$seconds" 'BEGIN { r = b / s; print int(a && a < r ? a : r) }')
    done
    rate=$((lowest / 2 / connections))
    echo "half: $((rate * connections)) calls/s" >&2
}

for scenario in "${scenarios[@]}"; do
    [ "$scenario" = start ] || describe "$scenario"
done
make_work_folder
require nginx:nginx curl:curl wrk:wrk awk:mawk openssl:openssl
declare -A port tls_port pid
start_peers

for scenario in "${scenarios[@]}"; do
    [ "$scenario" != start ] || continue
    for peer in $(players "$scenario"); do
        describe "$scenario"
        wait_for "$([ "$wanted" = 429 ] && echo 429 || echo "$wanted")" "$(url "$peer")" --insecure \
            -H "x-api-key: $(head -n 1 "$(key_file "$scenario" "$peer")")"
        seconds=1
        [[ $peer != turnpike* ]] || seconds=$warmup
        echo "warming $peer, $scenario, $seconds s" >&2
        load "$scenario" "$peer" "$seconds" >/dev/null
        check_answer "$scenario" "$peer"
    done
    [ "$scenario" != half ] || find_half_rate
done

touch "$work/rows"
[ "${scenarios[*]}" = start ] || echo "round scenario peer calls seconds p50-us p99-us ticks" >&2
for ((round = 1; round <= rounds; round++)); do
    for scenario in "${scenarios[@]}"; do
        [ "$scenario" != start ] || continue
        for peer in $(players "$scenario"); do
            describe "$scenario"
            measure "$round" "$scenario" "$peer"
        done
    done
done
awk -v ticks_per_second="$(getconf CLK_TCK)" -f "$here/gateway/summary.awk" "$work/rows"
for peer in "${!pid[@]}"; do
    echo "memory of $peer after the run: $(pss_mib "${pid[$peer]}") MiB"
done
case " ${scenarios[*]} " in
    *" start "*) "$here/start.sh" ;;
esac
