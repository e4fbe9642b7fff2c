-- Computes the fingerprint of a key, packed into a string that begins with a flag. Other scripts begin with this file,
-- after content.lua.
-- "A": the key does not exist. "L": it is above the limits.
-- "P": it does not expire; 8 bytes of digest follow. "E": it expires; digest and PTTL (a double) follow.
-- "D": the digest is of the DUMP of a module's type, and only an equal one proves something; digest and PTTL follow.
-- "H": a hash with fields that expire; digest, PTTL, the sum of the fields' expiry times and their number follow.
local function fingerprint_of(key, most_bytes, most_elements)
  local kind, size, digest, times, expiring = content_of(key, most_bytes, most_elements)
  if kind == 'none' then
    return 'A', '', -2
  end
  if digest == '' then
    return 'L', '', -2
  end
  local by_dump = string.sub(digest, 1, 5) == 'dump.'
  if kind ~= 'string' then
    digest = redis.sha1hex(kind .. size .. ':' .. digest)
  end
  local high, low = tonumber(string.sub(digest, 1, 8), 16), tonumber(string.sub(digest, 9, 16), 16)
  local short = struct.pack('>I4I4', high, low)
  local pttl = redis.call('PTTL', key)
  if by_dump then
    return 'D', short, pttl
  end
  if expiring and expiring > 0 then
    return 'H', short, pttl, times, expiring
  end
  return pttl < 0 and 'P' or 'E', short, pttl
end

local function packed(key, most_bytes, most_elements)
  local flag, short, pttl, times, expiring = fingerprint_of(key, most_bytes, most_elements)
  if flag == 'H' then
    return flag .. short .. struct.pack('>ddI4', pttl, times, expiring)
  end
  return (flag == 'E' or flag == 'D') and flag .. short .. struct.pack('>d', pttl) or flag .. short
end
