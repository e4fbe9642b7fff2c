-- Replaces each of KEYS that is unchanged by its payload (DUMP), or removes it if the payload is "". Returns for each
-- "1" if it did, "0" if the key has changed, or the error of RESTORE.
-- ARGV: most bytes, most elements, and five for each key: its earlier digest ("" if it did not exist), the least and
-- the longest PTTL it may have ("-1" twice if it did not expire), the payload and its PTTL (0 without an expiry).
local out = {}
for i, key in ipairs(KEYS) do
  local at = 5 * i - 2
  local flag, short, pttl = fingerprint_of(key, tonumber(ARGV[1]), tonumber(ARGV[2]))
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
