#!/usr/bin/env bash
# What does a start cost? CPU seconds (user and system) of the process until /health/ready answers, with KEYS keys on
# SQLite, each start on the data that the one before left.
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

keys=${KEYS:-1000}
times=${TIMES:-5}

require curl:curl awk:mawk
make_work_folder

catalogue() {
    proxy_and_developer http://127.0.0.1:9
    product bench-wide 1000000000
    seq -f 'developers/bench@example.com/apps {"name":"app-%06.0f","apiProducts":["bench-wide"]}' 1 "$keys"
}

measure_start() {
    local began=${EPOCHREALTIME/[.,]/} ticks ended
    launch_turnpike "$(free_port)"
    wait_for 200 "$management/health/ready"
    ticks=$(cpu_ticks "$turnpike_pid")
    ended=${EPOCHREALTIME/[.,]/}
    stop "$turnpike_pid"
    awk -v ticks="$ticks" -v hertz="$(getconf CLK_TCK)" -v clock="$((ended - began))" \
        'BEGIN { printf "%.2f s of CPU, %.2f s by the clock\n", ticks / hertz, clock / 1e6 }'
}

start_turnpike "$(free_port)"
catalogue | manage
stop "$turnpike_pid"

for ((i = 1; i <= times; i++)); do
    measure_start >>"$work/starts"
    tail -n 1 "$work/starts"
done
echo "median: $(sort -n "$work/starts" | sed -n "$(((times + 1) / 2))p")"
