-- After write_chunk.lua: returns 1 if the copy exists, and lets it expire.
return {tostring(redis.call('PEXPIRE', KEYS[1], ttl))}
