# Rows of gateway.sh -> the table of medians, then what was measured round by round.
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

# Turnpike beside another one, in every round.
function print_pairs(title, measure, subtracts,    i, round, ours, line) {
    print "\n" title
    for (i = 1; i <= lines; i++) {
        ours = (scenarios[i], "turnpike-large") in seen ? "turnpike-large" : "turnpike"
        if (peers[i] != ours && (scenarios[i], ours) in seen) {
            line = "- " scenarios[i] ", " ours " and " peers[i] ":"
            for (round = 1; round <= rounds; round++) {
                a = value[measure, scenarios[i], ours, round]
                b = value[measure, scenarios[i], peers[i], round]
                line = line sprintf(" %.2f", subtracts ? a - b : a / b)
            }
            print line
        }
    }
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
    value["cpu", $2, $3, $1] = ($8 > 0 ? $8 : 1) / ticks_per_second * 1000000 / $4
}

END {
    if (!lines) {
        exit
    }
    print "| scenario | peer | CPU us/call | x nginx | x nginx-lua | x haproxy | x turnpike | calls/s | p50 ms | p99 ms |"
    print "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for (i = 1; i <= lines; i++) {
        scenario = scenarios[i]
        printf "| %s | %s | %.1f | %s | %s | %s | %s | %.0f | %.2f | %.2f |\n", scenario, peers[i],
            middle("cpu", scenario, peers[i]), ratio(scenario, peers[i], "nginx"),
            ratio(scenario, peers[i], "nginx-lua"), ratio(scenario, peers[i], "haproxy"),
            ratio(scenario, peers[i], "turnpike"), middle("rate", scenario, peers[i]),
            middle("p50", scenario, peers[i]), middle("p99", scenario, peers[i])
    }
    print_pairs("CPU per call, ratio round by round:", "cpu", 0)
    print_pairs("p99 in ms, difference round by round:", "p99", 1)
}
