-- Which of KEYS are there: "1" or "0" for each, in one string.
local out = {}
for i, key in ipairs(KEYS) do
  out[i] = redis.call('EXISTS', key)
end
return {table.concat(out)}
