#!/usr/bin/env bash
# What does a start cost? CPU seconds (user and system) of the process until the first call with a key is answered by
# the gateway, with KEYS keys on SQLite, each start on the data that the one before left.
#
#   bench/start.sh          the median that stands in bench/RESULTS.md
#
# KEYS   1000   keys, one app each
# TIMES  5      starts that are measured, after one that loads the keys
# START         how Turnpike is started; the default is `./turnpike start`
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/gateway/processes.sh"
. "$here/gateway/turnpike.sh"
. "$here/gateway/peers.sh"

keys=${KEYS:-1000}
times=${TIMES:-5}

require nginx:nginx curl:curl awk:mawk
make_work_folder
declare -A port tls_port pid

measure_start() {
    local began=${EPOCHREALTIME/[.,]/} ticks ended gateway_port
    gateway_port=$(free_port)
    launch_turnpike "$gateway_port" data
    wait_for 200 "http://127.0.0.1:$gateway_port/bench/items" -H "x-api-key: $(head -n 1 "$work/proxied.keys")"
    ticks=$(cpu_ticks "$turnpike_pid")
    ended=${EPOCHREALTIME/[.,]/}
    stop "$turnpike_pid"
    awk -v ticks="$ticks" -v hertz="$(getconf CLK_TCK)" -v clock="$((ended - began))" \
        'BEGIN { printf "%.2f s of CPU, %.2f s by the clock\n", ticks / hertz, clock / 1e6 }'
}

start_nginx upstream
make_keys
start_turnpike "$(free_port)" data
small_catalogue "http://127.0.0.1:${port[upstream]}" | manage
import_keys "$work/proxied.keys" bench-wide
stop "$turnpike_pid"

for ((i = 1; i <= times; i++)); do
    measure_start >>"$work/starts"
    tail -n 1 "$work/starts"
done
echo "median: $(sort -n "$work/starts" | sed -n "$(((times + 1) / 2))p")"
