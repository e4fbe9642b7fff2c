-- Returns the fingerprints of KEYS in one string, and how long the script ran.
-- ARGV: most bytes of a string, most elements of any other type.
local out = {}
for i, key in ipairs(KEYS) do
  out[i] = packed(key, tonumber(ARGV[1]), tonumber(ARGV[2]))
end
return {table.concat(out), ran()}
