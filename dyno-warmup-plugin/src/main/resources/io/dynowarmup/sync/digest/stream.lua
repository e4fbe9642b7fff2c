-- Reads the groups and IDs of a stream. Other scripts begin with this file.
local function field_of(list, name)
  for i = 1, #list, 2 do
    if list[i] == name then
      return list[i + 1]
    end
  end
end

local function groups_of(key)
  return redis.call('EXISTS', key) == 1 and redis.call('XINFO', 'GROUPS', key) or {}
end

local function last_id_of(key)
  return redis.call('EXISTS', key) == 1 and field_of(redis.call('XINFO', 'STREAM', key), 'last-generated-id') or ''
end

-- Returns where the pending entries of the next group begin; "otherwise" after the last group that has any.
local function group_after(groups, letter, number, otherwise)
  for i = number + 1, #groups do
    if field_of(groups[i], 'pending') > 0 then
      return letter .. i
    end
  end
  return otherwise
end

-- Returns a page of the pending entries of a group: where the next page begins, the group, and for each entry its
-- ID, consumer, idle time and number of deliveries.
local function pending_page(key, groups, from, count, otherwise)
  local letter, number, id = string.match(from, '^(%a)(%d+):?(.*)$')
  number = tonumber(number)
  if not groups[number] then
    return otherwise, '', {}
  end
  local name = field_of(groups[number], 'name')
  local list = redis.call('XPENDING', key, name, id == '' and '-' or '(' .. id, '+', count)
  if #list < count then
    return group_after(groups, letter, number, otherwise), name, list
  end
  return letter .. number .. ':' .. list[#list][1], name, list
end
