-- Appends a chunk that read_chunk.lua returned to a key. ARGV: type, elements.
local key, kind = KEYS[1], ARGV[1]

local function in_parts(command, width)
  local i = 2
  while i <= #ARGV do
    local last = math.min(#ARGV, i + width * 500 - 1)
    redis.call(command, key, unpack(ARGV, i, last))
    i = last + 1
  end
end

local function refused(answer)
  return type(answer) == 'table' and answer['err']
end

local function hash()
  for from = 2, #ARGV, 1500 do
    local fields_and_values = {}
    for i = from, math.min(#ARGV, from + 1499), 3 do
      fields_and_values[#fields_and_values + 1] = ARGV[i]
      fields_and_values[#fields_and_values + 1] = ARGV[i + 1]
    end
    redis.call('HSET', key, unpack(fields_and_values))
  end
  for i = 2, #ARGV, 3 do
    if ARGV[i + 2] ~= '' then
      redis.call('HPEXPIREAT', key, ARGV[i + 2], 'FIELDS', 1, ARGV[i])
    end
  end
end

-- Creates the groups with their last delivered ID and their consumers.
local function groups()
  local i = 3
  while i <= #ARGV do
    local name, last, read, consumers = ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3])
    -- Redis 7.0 and newer
    if read == '' or refused(redis.pcall('XGROUP', 'CREATE', key, name, last, 'MKSTREAM', 'ENTRIESREAD', read)) then
      redis.call('XGROUP', 'CREATE', key, name, last, 'MKSTREAM')
    end
    for j = i + 4, i + 3 + consumers do
      redis.call('XGROUP', 'CREATECONSUMER', key, name, ARGV[j])
    end
    i = i + 4 + consumers
  end
end

local function pending()
  for i = 4, #ARGV, 4 do
    local id, consumer, idle, deliveries = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
    redis.call(
      'XCLAIM', key, ARGV[3], consumer, 0, id, 'IDLE', idle, 'RETRYCOUNT', deliveries, 'FORCE', 'JUSTID')
  end
end

local function ending()
  if redis.call('EXISTS', key) == 1 then
    local last, added, deleted = ARGV[3], ARGV[4], ARGV[5]
    -- Redis 7.0 and newer
    if added == '' or refused(redis.pcall('XSETID', key, last, 'ENTRIESADDED', added, 'MAXDELETEDID', deleted)) then
      redis.call('XSETID', key, last)
    end
  end
end

local function entries()
  local i = 2
  while i <= #ARGV do
    local strings = tonumber(ARGV[i + 1])
    if strings == 0 then
      -- the entry is claimed, then deleted
      redis.call('XADD', key, ARGV[i], 'gone', '')
    else
      redis.call('XADD', key, ARGV[i], unpack(ARGV, i + 2, i + 1 + strings))
    end
    i = i + 2 + strings
  end
end

if kind == 'string' then
  redis.call('APPEND', key, ARGV[2])
elseif kind == 'list' then
  in_parts('RPUSH', 1)
elseif kind == 'set' then
  in_parts('SADD', 1)
elseif kind == 'hash' then
  hash()
elseif kind == 'zset' then
  for i = 2, #ARGV, 2 do
    redis.call('ZADD', key, ARGV[i + 1], ARGV[i])
  end
elseif ARGV[2] == 'groups' then
  groups()
elseif ARGV[2] == 'pending' then
  pending()
elseif ARGV[2] == 'gone' then
  for i = 3, #ARGV do
    redis.call('XDEL', key, ARGV[i])
  end
elseif ARGV[2] == 'end' then
  ending()
else
  entries()
end
