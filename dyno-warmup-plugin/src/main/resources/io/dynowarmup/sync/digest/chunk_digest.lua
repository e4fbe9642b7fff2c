-- Computes the digest of one chunk of a large key. Returns where the next chunk begins ("" after the last one) and four
-- parts of the digest. If the server has fields that expire, also returns for a hash the number of its fields, the sum
-- of their expiry times, and how many expire.
-- ARGV: type, where to begin ("" at first), elements of a chunk (bytes for a string).
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

local live, expiring, sum_of_times = 0, 0, 0

local function scanned(command, width)
  local list, next_cursor = scan_page(command, key, from, count, width)
  local sums = {0, 0, 0, 0}
  local times = kind == 'hash' and may_expire(key) and times_of(key, list)
  for i = 1, #list, width do
    local text = list[i]
    if width == 2 then
      -- versions of Redis format scores differently
      local second = kind == 'zset' and string.format('%.17g', tonumber(list[i + 1])) or list[i + 1]
      text = framed(list[i]) .. second
      local time = times and times[(i + 1) / 2] or -1
      if time > 0 then
        text = 'x' .. text
        expiring, sum_of_times = expiring + 1, sum_of_times + time
      end
      live = live + 1
    end
    local h = redis.sha1hex(text)
    for j = 1, 4 do
      sums[j] = (sums[j] + tonumber(string.sub(h, j * 8 - 7, j * 8), 16)) % 4294967296
    end
  end
  for j = 1, 4 do
    sums[j] = string.format('%.0f', sums[j])
  end
  return next_cursor, sums
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
  local chunk = redis.call('GETRANGE', key, start, start + count - 1)
  next_from = #chunk < count and '' or string.format('%.0f', start + count)
  parts = parts_of(redis.sha1hex(chunk))
elseif kind == 'list' then
  local list
  list, next_from = list_page(key, from, count)
  parts = in_order(list)
else
  local all = {}
  if from == 'g' then
    local groups = groups_of(key)
    all[1] = last_id_of(key)
    for _, group in ipairs(groups) do
      all[#all + 1] = field_of(group, 'name')
      all[#all + 1] = field_of(group, 'last-delivered-id')
    end
    next_from = group_after(groups, 'p', 0, '')
  elseif string.sub(from, 1, 1) == 'p' then
    local list
    next_from, all[1], list = pending_page(key, groups_of(key), from, count, '')
    for _, one in ipairs(list) do
      all[#all + 1] = one[1]
      all[#all + 1] = one[2]
      all[#all + 1] = tostring(one[4])
    end
  else
    local entries, more = stream_page(key, from == '' and '-' or '(' .. from, count)
    for _, entry in ipairs(entries) do
      all[#all + 1] = entry[1]
      for _, f in ipairs(entry[2]) do
        all[#all + 1] = f
      end
    end
    next_from = more and #entries > 0 and entries[#entries][1] or 'g'
  end
  parts = in_order(all)
end
if kind == 'hash' and some_fields_expire() then
  local function text(number)
    return string.format('%.0f', number)
  end
  return {next_from, parts[1], parts[2], parts[3], parts[4], text(live), text(sum_of_times), text(expiring)}
end
return {next_from, parts[1], parts[2], parts[3], parts[4]}
