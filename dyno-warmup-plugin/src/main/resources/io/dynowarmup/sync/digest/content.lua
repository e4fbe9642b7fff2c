-- Computes digests of the content of keys. Other scripts begin with this file, after fields.lua and stream.lua.

-- The memory of a key with no more elements is not asked for, because that costs a tenth of its digest.
local few_elements = 16

-- A vector set with more elements is compared by its DUMP: each of its elements costs as much as 20 of another type.
local most_vectors = 200

-- A reader with a lower limit of bytes takes a sample.
local least_of_full_reads = 1048576

-- Only the DUMP of a key of a module shows its content. A larger DUMP keeps the server busy for too long.
local most_of_a_module = 4194304

-- Returns whether a key of a module is not read. Returns false if the server does not report its size.
local function too_large_for_dump(key, most_bytes)
  local bytes = redis.pcall('MEMORY', 'USAGE', key)
  return type(bytes) == 'number' and bytes > (most_bytes < least_of_full_reads and most_bytes or most_of_a_module)
end

-- Returns the commands for the size of each type except string, its digests, the digest of a module's type, and size and
-- digest of a vector set. Called on first use only: a script that reads only strings takes a tenth less time without it.
local function of_other_types()
  local function framed(s)
    return #s .. ':' .. s
  end

  -- A digest that ignores the order: the sum of the elements' digests, in four parts of 32 bits.
  local function sum()
    local parts = {0, 0, 0, 0}
    return {
      add = function(s)
        local h = redis.sha1hex(s)
        for i = 1, 4 do
          local part = tonumber(string.sub(h, i * 8 - 7, i * 8), 16)
          parts[i] = (parts[i] + part) % 4294967296
        end
      end,
      text = function()
        return string.format('%.0f.%.0f.%.0f.%.0f', parts[1], parts[2], parts[3], parts[4])
      end
    }
  end

  local function pairs_of(list)
    local s = sum()
    for i = 1, #list, 2 do
      s.add(framed(list[i]) .. list[i + 1])
    end
    return s.text()
  end

  -- Versions of Redis format scores differently.
  local function scores_of(list)
    local s = sum()
    for i = 1, #list, 2 do
      s.add(framed(list[i]) .. string.format('%.17g', tonumber(list[i + 1])))
    end
    return s.text()
  end

  local function in_order(list)
    local all = {}
    for i = 1, #list do
      all[i] = framed(list[i])
    end
    return redis.sha1hex(table.concat(all))
  end

  -- The digest covers which fields expire, but not when: two servers are a few ms apart.
  local function hash(key)
    local list = redis.call('HGETALL', key)
    if not may_expire(key) then
      return pairs_of(list)
    end
    local s, sum_of_times, expiring = sum(), 0, 0
    for i, time in ipairs(times_of(key, list)) do
      local text = framed(list[2 * i - 1]) .. list[2 * i]
      if time > 0 then
        text = 'x' .. text
        sum_of_times, expiring = sum_of_times + time, expiring + 1
      end
      s.add(text)
    end
    return s.text(), #list / 2, sum_of_times, expiring
  end

  local function stream(key, most)
    local all, pending, groups = {}, 0, redis.call('XINFO', 'GROUPS', key)
    for _, group in ipairs(groups) do
      pending = pending + field_of(group, 'pending')
    end
    if pending > most then
      return ''
    end
    all[1] = framed(last_id_of(key))
    for _, entry in ipairs(redis.call('XRANGE', key, '-', '+')) do
      all[#all + 1] = framed(entry[1])
      for _, f in ipairs(entry[2]) do
        all[#all + 1] = framed(f)
      end
    end
    for _, group in ipairs(groups) do
      local name = field_of(group, 'name')
      all[#all + 1] = framed(name)
      all[#all + 1] = framed(field_of(group, 'last-delivered-id'))
      if field_of(group, 'pending') > 0 then
        for _, one in ipairs(redis.call('XPENDING', key, name, '-', '+', most)) do
          all[#all + 1] = framed(one[1]) .. framed(one[2]) .. framed(tostring(one[4]))
        end
      end
    end
    return redis.sha1hex(table.concat(all))
  end

  -- Redis 8 and newer. The graph of a vector set depends on the order in which its elements came, so its DUMP differs
  -- from that of an equal one. Raises an error if the user may not read vector sets.
  local function vectors(key)
    local size = redis.call('VCARD', key)
    if size > most_vectors then
      return size
    end
    local s = sum()
    for _, element in ipairs(redis.call('VRANDMEMBER', key, size)) do
      local all = {framed(element)}
      for _, value in ipairs(redis.call('VEMB', key, element, 'RAW')) do
        all[#all + 1] = framed(type(value) == 'table' and value['ok'] or tostring(value))
      end
      all[#all + 1] = tostring(redis.call('VGETATTR', key, element))
      s.add(table.concat(all))
    end
    return size, s.text()
  end

  local size_of = {
    list = 'LLEN', set = 'SCARD', hash = 'HLEN', zset = 'ZCARD', stream = 'XLEN'
  }

  local digest_of = {
    list = function(k) return in_order(redis.call('LRANGE', k, 0, -1)) end,
    set = function(k)
      local s = sum()
      for _, m in ipairs(redis.call('SMEMBERS', k)) do
        s.add(m)
      end
      return s.text()
    end,
    hash = hash,
    zset = function(k) return scores_of(redis.call('ZRANGE', k, 0, -1, 'WITHSCORES')) end,
    stream = stream
  }

  -- The end of the DUMP of a module's type. Only an equal digest proves something.
  local function of_a_module(key, most_bytes)
    if too_large_for_dump(key, most_bytes) then
      return ''
    end
    return 'dump.' .. redis.sha1hex(string.sub(redis.call('DUMP', key), -10))
  end

  local function of_a_vector_set(key, most_bytes)
    local permitted, size, digest = pcall(vectors, key)
    return permitted and size or 0, permitted and digest or of_a_module(key, most_bytes)
  end

  return size_of, digest_of, of_a_module, of_a_vector_set
end

local size_of, digest_of, of_a_module, of_a_vector_set

-- Leaves the cached count out of a HyperLogLog: PFCOUNT writes it, and Dynomite sends PFCOUNT to one rack only. The
-- header is HYLL, a byte for the encoding, three zero bytes, and eight bytes for the count.
local function without_count(value)
  if string.byte(value, 1) == 72 and #value >= 16 and string.sub(value, 1, 4) == 'HYLL'
    and string.byte(value, 5) <= 1 and string.sub(value, 6, 8) == '\0\0\0' then
    return string.sub(value, 1, 8) .. string.sub(value, 17)
  end
  return value
end

-- Reads one byte more than the limit, which shows whether the string is larger without a STRLEN.
local function of_a_string(key, most_bytes)
  local value = redis.call('GETRANGE', key, 0, most_bytes)
  return 'string', #value, #value <= most_bytes and redis.sha1hex(without_count(value)) or ''
end

-- Returns whether a key takes more than 4 MiB, because its elements are large although they are few. Returns false if
-- the server does not report it.
local memory_refused = false
local function is_heavy(key)
  local bytes = not memory_refused and redis.pcall('MEMORY', 'USAGE', key)
  memory_refused = memory_refused or type(bytes) == 'table'
  return type(bytes) == 'number' and bytes > 4194304
end

-- Returns type, size and digest; the digest is "" for a key above the limits. For a hash also the sum of the expiry
-- times of its fields, and how many fields expire.
local function content_of(key, most_bytes, most_elements)
  local kind = redis.call('TYPE', key)['ok']
  if kind == 'string' then
    return of_a_string(key, most_bytes)
  end
  if not size_of then
    size_of, digest_of, of_a_module, of_a_vector_set = of_other_types()
  end
  local size, digest, live, times, expiring = 0, '', nil, 0, 0
  if size_of[kind] then
    size = redis.call(size_of[kind], key)
    if size <= most_elements and not (size > few_elements and is_heavy(key)) then
      digest, live, times, expiring = digest_of[kind](key, most_elements)
      size = live or size
    end
  elseif kind == 'vectorset' then
    size, digest = of_a_vector_set(key, most_bytes)
  elseif kind ~= 'none' then
    digest = of_a_module(key, most_bytes)
  end
  if live == 0 then
    -- all fields have expired
    return 'none', 0, '', 0, 0
  end
  return kind, size, digest, times or 0, expiring or 0
end
