-- Reads the values of KEYS, then a page of SCAN. Returns how long it ran, the next cursor ("" without SCAN), the number
-- of names, the names of the page, and for each of KEYS a value and its kind with its PTTL:
--   s  the value of a string
--   d  the DUMP
--   l  a large key; the value is ""
--   n  no such key; the value is ""
-- It reads no further key once the values have so many bytes.
-- ARGV: most bytes of a string, most elements of any other type, most bytes of all values, 1 for strings as they are
-- (their DUMP would compress them, which costs more than all the rest), and the cursor and count of SCAN ("" for none).
local call, pcall = redis.call, redis.pcall
local size_of = { list = 'LLEN', set = 'SCARD', hash = 'HLEN', zset = 'ZCARD', stream = 'XLEN' }
local most_bytes, most_elements, most_in_all = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local strings_as_they_are = ARGV[4] == '1'
local forever = { s = 's-1', d = 'd-1', l = 'l-1', n = 'n-2' }

local function with_expiry(kind, key)
  local pttl = kind == 'n' and -1 or call('PTTL', key)
  return pttl == -1 and forever[kind] or kind .. string.format('%.0f', pttl)
end

local function string_of(key)
  if not strings_as_they_are then
    if call('STRLEN', key) > most_bytes then
      return '', 'l'
    end
    return call('DUMP', key) or '', 'd'
  end
  -- redis.call would format numbers for each key
  local text = call('GETRANGE', key, '0', ARGV[1])
  if #text > most_bytes then
    return '', 'l'
  end
  return text, 's'
end

local function value_of(key)
  local kind = call('TYPE', key)['ok']
  if kind == 'string' then
    return string_of(key)
  elseif kind == 'none' then
    return '', 'n'
  elseif size_of[kind] and call(size_of[kind], key) > most_elements then
    return '', 'l'
  end
  local memory = pcall('MEMORY', 'USAGE', key)
  if type(memory) == 'number' and memory > 4 * most_bytes then
    return '', 'l'
  end
  return call('DUMP', key) or '', 'd'
end

local out, at, bytes = { '', '', '0' }, 3, 0
local values = {}
for i, key in ipairs(KEYS) do
  if bytes >= most_in_all then
    break
  end
  local value, kind = value_of(key)
  bytes = bytes + #value
  values[2 * i - 1] = value
  values[2 * i] = with_expiry(kind, key)
end
if ARGV[5] ~= '' then
  local page = call('SCAN', ARGV[5], 'COUNT', ARGV[6])
  out[2], out[3] = page[1], tostring(#page[2])
  for _, name in ipairs(page[2]) do
    at = at + 1
    out[at] = name
  end
end
for i = 1, #values do
  out[at + i] = values[i]
end
out[1] = ran()
return out
