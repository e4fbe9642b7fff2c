-- Returns three strings for each of KEYS: its type ("none" if it does not exist), its size and its PTTL.
local size_of = {
  string = 'STRLEN', list = 'LLEN', set = 'SCARD', hash = 'HLEN', zset = 'ZCARD', stream = 'XLEN'
}
local out = {}
for _, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key)['ok']
  local size = size_of[kind] and redis.call(size_of[kind], key) or 0
  if kind == 'vectorset' then
    -- Redis 8; an older user may not run it
    size = tonumber(redis.pcall('VCARD', key)) or 0
  end
  out[#out + 1] = kind
  out[#out + 1] = string.format('%.0f', size)
  out[#out + 1] = tostring(redis.call('PTTL', key))
end
return out
