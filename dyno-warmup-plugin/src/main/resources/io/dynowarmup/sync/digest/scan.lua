-- Returns a page of SCAN: the next cursor, the fingerprints in one string, the names of the keys in another, and how
-- long the script ran. Keys that begin with the prefix are left out.
-- ARGV: cursor, count, most bytes of a string, most elements of any other type, prefix.
local page = redis.call('SCAN', ARGV[1], 'COUNT', ARGV[2])
local names, prints = {}, {}
for _, key in ipairs(page[2]) do
  if string.sub(key, 1, #ARGV[5]) ~= ARGV[5] then
    prints[#prints + 1] = packed(key, tonumber(ARGV[3]), tonumber(ARGV[4]))
    names[#names + 1] = named(key)
  end
end
return {page[1], table.concat(prints), table.concat(names), ran()}
