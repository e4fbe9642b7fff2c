-- Appends a piece, as read.lua returns it, to a key. ARGV: type, elements.
local key, kind = KEYS[1], ARGV[1]

local function in_parts(command, width)
  local i = 2
  while i <= #ARGV do
    local last = math.min(#ARGV, i + width * 500 - 1)
    redis.call(command, key, unpack(ARGV, i, last))
    i = last + 1
  end
end

if kind == 'string' then
  redis.call('APPEND', key, ARGV[2])
elseif kind == 'list' then
  in_parts('RPUSH', 1)
elseif kind == 'set' then
  in_parts('SADD', 1)
elseif kind == 'hash' then
  in_parts('HSET', 2)
elseif kind == 'zset' then
  for i = 2, #ARGV, 2 do
    redis.call('ZADD', key, ARGV[i + 1], ARGV[i])
  end
else
  local i = 2
  while i <= #ARGV and ARGV[i] ~= 'groups' do
    local strings = tonumber(ARGV[i + 1])
    redis.call('XADD', key, ARGV[i], unpack(ARGV, i + 2, i + 1 + strings))
    i = i + 2 + strings
  end
  if i <= #ARGV then
    if redis.call('EXISTS', key) == 1 then
      redis.call('XSETID', key, ARGV[i + 1])
    end
    for j = i + 2, #ARGV, 2 do
      redis.call('XGROUP', 'CREATE', key, ARGV[j], ARGV[j + 1], 'MKSTREAM')
    end
  end
end
return {}
