-- Script for wrk: calls with the keys of a file in turn. Arguments: the file of keys, the file that gets the report, the
-- length of the body; without one the calls are GETs.
-- The report is one line: calls, seconds, p50 and p99 in microseconds, failed calls, answers of 400 and above.
local threads = {}
local requests = {}
local turn = 0

function setup(thread)
    table.insert(threads, thread)
end

function init(arguments)
    report = arguments[2]
    local length = tonumber(arguments[3])
    local method = length > 0 and "POST" or "GET"
    local body = length > 0 and string.rep("x", length) or nil
    for key in io.lines(arguments[1]) do
        table.insert(requests, wrk.format(method, nil, { ["x-api-key"] = key }, body))
    end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.timeout
    local file = assert(io.open(threads[1]:get("report"), "w"))
    file:write(string.format("%d %.3f %d %d %d %d\n", summary.requests, summary.duration / 1e6,
        latency:percentile(50), latency:percentile(99), failed, errors.status))
    file:close()
end
