-- Returns MEMORY USAGE of KEYS[1]; "" if the server does not report it.
local bytes = redis.pcall('MEMORY', 'USAGE', KEYS[1])
return {type(bytes) == 'number' and string.format('%.0f', bytes) or ''}
