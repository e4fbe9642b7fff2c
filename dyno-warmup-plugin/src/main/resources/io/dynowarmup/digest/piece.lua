-- One piece of a large key: where the next one begins ("" after the last), and four parts of the piece's digest.
-- ARGV: type, where to begin ("" at first), elements of a piece (bytes for a string).
local key, kind, from, count = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])

local function framed(s)
  return #s .. ':' .. s
end

local function parts_of(h)
  local parts = {}
  for i = 1, 4 do
    parts[i] = string.format('%.0f', tonumber(string.sub(h, i * 8 - 7, i * 8), 16))
  end
  return parts
end

local function in_order(list)
  local all = {}
  for i = 1, #list do
    all[i] = framed(list[i])
  end
  return parts_of(redis.sha1hex(table.concat(all)))
end

local function scanned(command, width)
  local page = redis.call(command, key, from == '' and '0' or from, 'COUNT', count)
  local sums = {0, 0, 0, 0}
  local list = page[2]
  for i = 1, #list, width do
    local text = list[i]
    if width == 2 then
      -- the text of a score is not the same in every version of Redis
      local second = kind == 'zset' and string.format('%.17g', tonumber(list[i + 1])) or list[i + 1]
      text = framed(list[i]) .. second
    end
    local h = redis.sha1hex(text)
    for j = 1, 4 do
      sums[j] = (sums[j] + tonumber(string.sub(h, j * 8 - 7, j * 8), 16)) % 4294967296
    end
  end
  for j = 1, 4 do
    sums[j] = string.format('%.0f', sums[j])
  end
  return page[1] == '0' and '' or page[1], sums
end

local next_from, parts
if kind == 'set' then
  next_from, parts = scanned('SSCAN', 1)
elseif kind == 'hash' then
  next_from, parts = scanned('HSCAN', 2)
elseif kind == 'zset' then
  next_from, parts = scanned('ZSCAN', 2)
elseif kind == 'string' then
  local start = from == '' and 0 or tonumber(from)
  local piece = redis.call('GETRANGE', key, start, start + count - 1)
  next_from = #piece < count and '' or string.format('%.0f', start + count)
  parts = parts_of(redis.sha1hex(piece))
elseif kind == 'list' then
  local start = from == '' and 0 or tonumber(from)
  local piece = redis.call('LRANGE', key, start, start + count - 1)
  next_from = #piece < count and '' or string.format('%.0f', start + count)
  parts = in_order(piece)
else
  local entries = redis.call('XRANGE', key, from == '' and '-' or '(' .. from, '+', 'COUNT', count)
  local all = {}
  for _, entry in ipairs(entries) do
    all[#all + 1] = entry[1]
    for _, f in ipairs(entry[2]) do
      all[#all + 1] = f
    end
  end
  next_from = #entries < count and '' or entries[#entries][1]
  if next_from == '' then
    for _, group in ipairs(redis.call('XINFO', 'GROUPS', key)) do
      for i = 1, #group, 2 do
        if group[i] == 'name' or group[i] == 'last-delivered-id' then
          all[#all + 1] = tostring(group[i + 1])
        end
      end
    end
  end
  parts = in_order(all)
end
return {next_from, parts[1], parts[2], parts[3], parts[4]}
