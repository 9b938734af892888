# Rows of gateway.sh -> the table of medians, then every round's ratios of CPU per call.
# A row: round, scenario, peer, calls, seconds, p50 us, p99 us, clock ticks.
function median(list, count,    i, j, value) {
    for (i = 2; i <= count; i++) {
        value = list[i]
        for (j = i - 1; j >= 1 && list[j] > value; j--) {
            list[j + 1] = list[j]
        }
        list[j + 1] = value
    }
    return count % 2 ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
}

function middle(measure, scenario, peer,    list, round) {
    for (round = 1; round <= rounds; round++) {
        list[round] = value[measure, scenario, peer, round]
    }
    return median(list, rounds)
}

function ratio(scenario, peer, other,    list, round) {
    if (!((scenario, other) in seen) || peer == other) {
        return "-"
    }
    for (round = 1; round <= rounds; round++) {
        list[round] = value["cpu", scenario, peer, round] / value["cpu", scenario, other, round]
    }
    return sprintf("%.2f", median(list, rounds))
}

{
    if (!(($2, $3) in seen)) {
        seen[$2, $3] = 1
        scenarios[++lines] = $2
        peers[lines] = $3
    }
    rounds = $1
    value["rate", $2, $3, $1] = $4 / $5
    value["p50", $2, $3, $1] = $6 / 1000
    value["p99", $2, $3, $1] = $7 / 1000
    value["cpu", $2, $3, $1] = $8 / ticks_per_second * 1000000 / $4
}

END {
    print "| scenario | peer | CPU us/call | x nginx | x nginx-lua | calls/s | p50 ms | p99 ms |"
    print "|---|---|---:|---:|---:|---:|---:|---:|"
    for (i = 1; i <= lines; i++) {
        printf "| %s | %s | %.1f | %s | %s | %.0f | %.2f | %.2f |\n", scenarios[i], peers[i],
            middle("cpu", scenarios[i], peers[i]),
            ratio(scenarios[i], peers[i], "nginx"), ratio(scenarios[i], peers[i], "nginx-lua"),
            middle("rate", scenarios[i], peers[i]),
            middle("p50", scenarios[i], peers[i]), middle("p99", scenarios[i], peers[i])
    }
    print ""
    print "CPU per call of turnpike, round by round:"
    for (i = 1; i <= lines; i++) {
        if (peers[i] != "turnpike") {
            line = scenarios[i] " x " peers[i] ":"
            for (round = 1; round <= rounds; round++) {
                line = line sprintf(" %.2f", value["cpu", scenarios[i], "turnpike", round] \
                    / value["cpu", scenarios[i], peers[i], round])
            }
            print line
        }
    }
}
