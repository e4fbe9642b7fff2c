-- Measures KEYS. Returns four numbers: how many there are, the sum of MEMORY USAGE, the sum of their bytes in a snapshot,
-- and the sum of MEMORY USAGE of those whose bytes in a snapshot are unknown, because they are too large for a DUMP.
-- Returns nothing if the user may not run MEMORY USAGE.
-- ARGV: the most memory of a key that is dumped, and the memory of the dumped keys after which it stops.
local most, enough = tonumber(ARGV[1]), tonumber(ARGV[2])
local count, memory, saved, unknown, dumped = 0, 0, 0, 0, 0

-- A DUMP ends with its version and a checksum. A snapshot has the name and the expiry instead.
local function bytes_of(key, dump)
  local length = #key < 64 and 1 or #key < 16384 and 2 or 5
  local expiry = redis.call('PTTL', key) >= 0 and 9 or 0
  return #dump - 10 + length + #key + expiry
end

for _, key in ipairs(KEYS) do
  if dumped >= enough then
    break
  end
  local used = redis.pcall('MEMORY', 'USAGE', key)
  if type(used) == 'table' then
    return {}
  end
  if used then
    local dump = used <= most and redis.pcall('DUMP', key)
    if type(dump) == 'string' then
      dumped = dumped + used
      saved = saved + bytes_of(key, dump)
    else
      unknown = unknown + used
    end
    count = count + 1
    memory = memory + used
  end
end
local out = {}
for i, number in ipairs({ count, memory, saved, unknown }) do
  out[i] = string.format('%.0f', number)
end
return out
