-- For each key four strings: its type ("none" when it is not there), its size, its PTTL, and a digest
-- of its logical content, "" for one that is too large to be read in one go; behind that of a hash with fields
-- that expire the sum of their times and their number, after tildes.
-- ARGV: most bytes of a string, most elements of anything else.
local out = {}
for _, key in ipairs(KEYS) do
  local kind, size, digest, times, expiring = content_of(key, tonumber(ARGV[1]), tonumber(ARGV[2]))
  out[#out + 1] = kind
  out[#out + 1] = tostring(size)
  out[#out + 1] = tostring(redis.call('PTTL', key))
  out[#out + 1] = expiring and expiring > 0 and string.format('%s~%.0f~%.0f', digest, times, expiring) or digest
end
return out
