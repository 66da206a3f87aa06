-- Asks for the targets one after the other and prints the figures as JSON.
local targets = {}
local position = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local path, etag = line:match("^(%S+)\t?(.*)$")
    local headers = {}
    if etag ~= "" then headers["If-None-Match"] = etag end
    targets[#targets + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  position = position % #targets + 1
  return targets[position]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.6f, "median_ms": %.3f, "p99_ms": %.3f, "failures": %d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
