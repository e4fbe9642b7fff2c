-- Reads one chunk of a key. Returns where the next chunk begins ("" after the last one), and its elements.
-- ARGV: type, where to begin ("" at first), elements of a chunk (bytes for a string).
-- An element of a hash is a field, its value and its expiry time ("" if it does not expire). A stream has chunks
-- of five kinds:
-- - entries: ID, number of strings, and these; 0 strings for an entry that is pending and was deleted
-- - "groups": for each its name, last delivered ID, entries read ("" if unknown), number and names of consumers
-- - "pending": a group and its pending entries
-- - "gone": the IDs that are pending and were deleted
-- - "end": the last ID, number of entries added, and highest deleted ID ("" if unknown)
local key, kind, from, count = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local out = {''}

local function all(list)
  for i = 1, #list do
    out[#out + 1] = list[i]
  end
end

local function scanned(command, width)
  local list
  list, out[1] = scan_page(command, key, from, count, width)
  return list
end

local function text(value)
  return value and tostring(value) or ''
end

-- Returns whether an ID is less than another; '+' is the end.
local function less(one, other)
  if one == '+' or other == '+' then
    return one ~= '+'
  end
  local ms, number = string.match(one, '^(%d+)-(%d+)$')
  local other_ms, other_number = string.match(other, '^(%d+)-(%d+)$')
  if ms ~= other_ms then
    return #ms < #other_ms or #ms == #other_ms and ms < other_ms
  end
  return #number < #other_number or #number == #other_number and number < other_number
end

-- Reads entries, and the IDs that are pending in a group and were deleted.
local function entries_from(start)
  local entries, more = stream_page(key, start, count)
  local stop, gone = more and #entries > 0 and entries[#entries][1] or '+', {}
  for _, group in ipairs(groups_of(key)) do
    if field_of(group, 'pending') > 0 then
      local list = redis.call('XPENDING', key, field_of(group, 'name'), start, stop, count)
      for _, one in ipairs(list) do
        gone[one[1]] = {one[1], {}}
      end
      if #list == count and less(list[count][1], stop) then
        stop = list[count][1]
      end
    end
  end
  for _, entry in ipairs(entries) do
    gone[entry[1]] = entry
  end
  local page = {}
  for id, entry in pairs(gone) do
    if not less(stop, id) then
      page[#page + 1] = entry
    end
  end
  table.sort(page, function(one, other) return less(one[1], other[1]) end)
  for _, entry in ipairs(page) do
    out[#out + 1] = entry[1]
    out[#out + 1] = tostring(#entry[2])
    all(entry[2])
  end
  return stop == '+' and 'g' or stop
end

local function groups()
  local list = groups_of(key)
  out[2] = 'groups'
  for _, group in ipairs(list) do
    local name = field_of(group, 'name')
    local consumers = redis.call('XINFO', 'CONSUMERS', key, name)
    all({name, field_of(group, 'last-delivered-id'), text(field_of(group, 'entries-read')), tostring(#consumers)})
    for _, consumer in ipairs(consumers) do
      out[#out + 1] = field_of(consumer, 'name')
    end
  end
  return group_after(list, 'p', 0, 'e')
end

local function pending()
  local list = groups_of(key)
  local next_from, name, page = pending_page(key, list, from, count, group_after(list, 'd', 0, 'e'))
  all({'pending', name})
  for _, one in ipairs(page) do
    all({one[1], one[2], tostring(one[3]), tostring(one[4])})
  end
  return next_from
end

local function gone()
  local next_from, _, page = pending_page(key, groups_of(key), from, count, 'e')
  out[2] = 'gone'
  for _, one in ipairs(page) do
    if #redis.call('XRANGE', key, one[1], one[1]) == 0 then
      out[#out + 1] = one[1]
    end
  end
  return next_from
end

local function ending()
  if redis.call('EXISTS', key) == 1 then
    local info = redis.call('XINFO', 'STREAM', key)
    local added, deleted = field_of(info, 'entries-added'), field_of(info, 'max-deleted-entry-id')
    all({'end', field_of(info, 'last-generated-id'), text(added), text(deleted)})
  end
  return ''
end

if kind == 'set' then
  all(scanned('SSCAN', 1))
elseif kind == 'hash' then
  local list = scanned('HSCAN', 2)
  local times = may_expire(key) and times_of(key, list)
  for i = 1, #list, 2 do
    local time = times and times[(i + 1) / 2] or -1
    all({list[i], list[i + 1], time > 0 and string.format('%.0f', time) or ''})
  end
elseif kind == 'zset' then
  all(scanned('ZSCAN', 2))
elseif kind == 'string' then
  local start = from == '' and 0 or tonumber(from)
  local chunk = redis.call('GETRANGE', key, start, start + count - 1)
  out[1] = #chunk < count and '' or string.format('%.0f', start + count)
  out[2] = chunk
elseif kind == 'list' then
  local list
  list, out[1] = list_page(key, from, count)
  all(list)
elseif from == 'g' then
  out[1] = groups()
elseif from == 'e' then
  out[1] = ending()
elseif string.sub(from, 1, 1) == 'p' then
  out[1] = pending()
elseif string.sub(from, 1, 1) == 'd' then
  out[1] = gone()
else
  out[1] = entries_from(from == '' and '-' or '(' .. from)
end
return out
