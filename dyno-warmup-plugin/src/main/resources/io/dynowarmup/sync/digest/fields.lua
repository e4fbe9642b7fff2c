-- Fields of hashes that expire (HPEXPIRE: Redis 7.4, Valkey 9). Other scripts begin with this file.
local fields_expire

-- Returns whether any field on this server expires. Reads INFO once per script, and only if the server knows them.
local function some_fields_expire()
  if fields_expire == nil then
    fields_expire = false
    local valkey, version = redis.VALKEY_VERSION_NUM, redis.REDIS_VERSION_NUM
    -- 9.0.0 and 7.4.0
    if valkey and valkey >= 589824 or not valkey and version and version >= 459776 then
      local info = redis.call('INFO', 'keyspace')
      for _, name in ipairs({'subexpiry', 'keys_with_volatile_items'}) do
        for keys in string.gmatch(info, name .. '=(%d+)') do
          fields_expire = fields_expire or tonumber(keys) > 0
        end
      end
    end
  end
  return fields_expire
end

local function may_expire(key)
  return some_fields_expire() and redis.call('OBJECT', 'ENCODING', key) ~= 'listpack'
end

-- Returns when each field of a list of fields and values expires, in ms since 1970; negative if never.
local function times_of(key, list)
  local times = {}
  for from = 1, #list, 1000 do
    local fields = {}
    for i = from, math.min(#list, from + 999), 2 do
      fields[#fields + 1] = list[i]
    end
    for _, time in ipairs(redis.call('HPEXPIRETIME', key, 'FIELDS', #fields, unpack(fields))) do
      times[#times + 1] = time
    end
  end
  return times
end
