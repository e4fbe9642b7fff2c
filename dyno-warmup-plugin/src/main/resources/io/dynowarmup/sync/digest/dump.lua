-- Returns how long the script ran, and two strings for each of KEYS: its DUMP and its PTTL. The DUMP is "" for a key that
-- does not exist (its PTTL is -2) or that is large. It stops before a further key once the values have so many bytes.
-- ARGV: most bytes of a string, most elements of any other type, most bytes of all values.
local size_of = {
  string = 'STRLEN', list = 'LLEN', set = 'SCARD', hash = 'HLEN', zset = 'ZCARD', stream = 'XLEN'
}
local most_bytes, most_elements, most_in_all = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function is_large(key)
  local kind = redis.call('TYPE', key)['ok']
  local size = size_of[kind] and redis.call(size_of[kind], key) or 0
  if kind == 'string' then
    return size > most_bytes
  end
  if size > most_elements then
    return true
  end
  local memory = redis.pcall('MEMORY', 'USAGE', key)
  return type(memory) == 'number' and memory > 4 * most_bytes
end

local out, bytes = {''}, 0
for _, key in ipairs(KEYS) do
  if bytes >= most_in_all then
    break
  end
  local dump = not is_large(key) and redis.call('DUMP', key) or ''
  bytes = bytes + #dump
  out[#out + 1] = dump
  out[#out + 1] = string.format('%.0f', redis.call('PTTL', key))
end
out[1] = ran()
return out
