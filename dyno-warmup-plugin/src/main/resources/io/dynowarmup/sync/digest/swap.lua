-- Compare and set: each of KEYS becomes what its payload (DUMP) says, or goes away where that is "", if it
-- still is what it was. Returns for each "1", "0" when it is something else by now, or the error of RESTORE.
-- ARGV: most bytes, most elements, and for each key five: the digest it had ("" when it was not there),
-- the least and the longest PTTL it may have ("-1" twice when it did not expire), payload, its PTTL (0: none).
local out = {}
for i, key in ipairs(KEYS) do
  local at = 5 * i - 2
  local flag, short, pttl = print_of(key, tonumber(ARGV[1]), tonumber(ARGV[2]))
  local same = flag ~= 'L' and short == ARGV[at]
  if same and flag ~= 'A' then
    local least, longest = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
    same = least < 0 and pttl < 0 or least >= 0 and pttl >= least and pttl <= longest
  end
  if not same then
    out[i] = '0'
  elseif ARGV[at + 3] == '' then
    redis.call('DEL', key)
    out[i] = '1'
  else
    local answer = redis.pcall('RESTORE', key, ARGV[at + 4], ARGV[at + 3], 'REPLACE')
    out[i] = type(answer) == 'table' and answer['err'] or '1'
  end
end
return out
