-- Measures how long a script has run, in microseconds by its server's clock. Other scripts begin with this file.
local began = redis.call('TIME')

local function ran()
  local now = redis.call('TIME')
  return string.format('%.0f', (now[1] - began[1]) * 1000000 + now[2] - began[2])
end
