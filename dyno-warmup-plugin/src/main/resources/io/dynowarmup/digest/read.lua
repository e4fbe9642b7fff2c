-- One piece of a key: where the next one begins ("" after the last), and its elements.
-- ARGV: type, where to begin ("" at first), elements of a piece (bytes for a string).
-- Of a stream each entry is its id, how many strings follow, and these; behind the last one come "groups",
-- its last id, and name and last delivered id of each group.
local key, kind, from, count = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local out = {''}

local function all(list)
  for i = 1, #list do
    out[#out + 1] = list[i]
  end
end

local function scanned(command)
  local page = redis.call(command, key, from == '' and '0' or from, 'COUNT', count)
  out[1] = page[1] == '0' and '' or page[1]
  all(page[2])
end

local function field_of(list, name)
  for i = 1, #list, 2 do
    if list[i] == name then
      return tostring(list[i + 1])
    end
  end
end

if kind == 'set' then
  scanned('SSCAN')
elseif kind == 'hash' then
  scanned('HSCAN')
elseif kind == 'zset' then
  scanned('ZSCAN')
elseif kind == 'string' then
  local start = from == '' and 0 or tonumber(from)
  local piece = redis.call('GETRANGE', key, start, start + count - 1)
  out[1] = #piece < count and '' or string.format('%.0f', start + count)
  out[2] = piece
elseif kind == 'list' then
  local start = from == '' and 0 or tonumber(from)
  local piece = redis.call('LRANGE', key, start, start + count - 1)
  out[1] = #piece < count and '' or string.format('%.0f', start + count)
  all(piece)
else
  local entries = redis.call('XRANGE', key, from == '' and '-' or '(' .. from, '+', 'COUNT', count)
  out[1] = #entries < count and '' or entries[#entries][1]
  for _, entry in ipairs(entries) do
    out[#out + 1] = entry[1]
    out[#out + 1] = tostring(#entry[2])
    all(entry[2])
  end
  if out[1] == '' and redis.call('EXISTS', key) == 1 then
    out[#out + 1] = 'groups'
    out[#out + 1] = field_of(redis.call('XINFO', 'STREAM', key), 'last-generated-id')
    for _, group in ipairs(redis.call('XINFO', 'GROUPS', key)) do
      out[#out + 1] = field_of(group, 'name')
      out[#out + 1] = field_of(group, 'last-delivered-id')
    end
  end
end
return out
