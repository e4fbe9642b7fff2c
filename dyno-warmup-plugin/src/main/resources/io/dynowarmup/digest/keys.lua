-- For each key four strings: its type ("none" when it is not there), its size, its PTTL, and a digest
-- of its logical content, "" for one that is too large to be read in one go.
-- ARGV: most bytes of a string, most elements of anything else.
local out = {}
for _, key in ipairs(KEYS) do
  local kind, size, digest = content_of(key, tonumber(ARGV[1]), tonumber(ARGV[2]))
  out[#out + 1] = kind
  out[#out + 1] = tostring(size)
  out[#out + 1] = tostring(redis.call('PTTL', key))
  out[#out + 1] = digest
end
return out
