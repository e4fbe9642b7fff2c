-- Which of the keys are there: "1" or "0" for each, in one string; and for how long it ran. ARGV: their names, packed.
local out = {}
for i, key in ipairs(names_of(ARGV[1])) do
  out[i] = redis.call('EXISTS', key)
end
return {table.concat(out), ran()}
