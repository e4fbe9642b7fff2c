-- What a stream holds beside its entries. Begins other scripts.
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

-- Where the pending entries of the next group that has some begin; the other text behind the last one.
local function group_after(groups, letter, number, otherwise)
  for i = number + 1, #groups do
    if field_of(groups[i], 'pending') > 0 then
      return letter .. i
    end
  end
  return otherwise
end

-- A page of the pending entries of a group: where the next one begins, the group, and for each its id, its
-- consumer, its idle time and how often it was delivered.
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
