-- Before write_chunk.lua: ends the script if the copy that earlier chunks created is gone.
-- The last two of ARGV: 1 if they created it, its time to live in ms.
local ttl = table.remove(ARGV)
if table.remove(ARGV) == '1' and redis.call('EXISTS', KEYS[1]) == 0 then
  return {'0'}
end
