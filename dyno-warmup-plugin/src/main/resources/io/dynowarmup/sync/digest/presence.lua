-- Returns "1" or "0" for each key, whether it exists, in one string, and how long the script ran.
-- ARGV: the names of the keys, packed.
local out = {}
for i, key in ipairs(names_of(ARGV[1])) do
  out[i] = redis.call('EXISTS', key)
end
return {table.concat(out), ran()}
