-- SPDX-License-Identifier: Apache-2.0
-- What every script of the load generator shares. Arguments behind `--` are name=value pairs.
--
-- Requests are written by hand rather than by wrk.format, and there is no `response` function: both would cost the load
-- generator more than the service has to lose. Statuses are counted by the service's own metrics.

local common = {}

function common.arguments(list)
    local values = {}
    for _, word in ipairs(list) do
        local name, value = word:match("^([^=]+)=(.*)$")
        if name then values[name] = value end
    end
    return values
end

-- Reads a file's lines into a table.
function common.lines(path)
    local lines = {}
    for line in io.lines(path) do lines[#lines + 1] = line end
    return lines
end

function common.get(values, path)
    return "GET " .. path .. " HTTP/1.1\r\nHost: " .. values.host .. "\r\nAuthorization: Bearer " .. values.key
        .. "\r\n\r\n"
end

-- Gives a function that writes a command with a key that nobody used before.
function common.poster(values, path)
    local head = "POST " .. path .. " HTTP/1.1\r\nHost: " .. values.host .. "\r\nAuthorization: Bearer " .. values.key
        .. "\r\nContent-Type: application/json\r\nIdempotency-Key: \"" .. values.prefix .. "-"
    local count = 0
    return function(body)
        count = count + 1
        return head .. count .. "\"\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
    end
end

-- Prints one line of JSON for Benchmarks/run. Times are in microseconds.
function common.done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '\n@{"requests":%d,"microseconds":%d,"bad_statuses":%d,"broken":%d,"timeouts":%d,'
            .. '"mean":%.1f,"p50":%d,"p90":%d,"p99":%d,"p999":%d,"max":%d}\n',
        summary.requests, summary.duration, errors.status, errors.connect + errors.read + errors.write,
        errors.timeout, latency.mean, latency:percentile(50), latency:percentile(90), latency:percentile(99),
        latency:percentile(99.9), latency.max))
end

return common
