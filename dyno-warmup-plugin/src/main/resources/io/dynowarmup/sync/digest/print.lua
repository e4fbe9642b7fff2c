-- The fingerprint of a key: "A" absent, "L" larger than that, "P" and 8 bytes of digest, or "E", those and
-- its PTTL as a double, for one that expires; "H", these, the sum of the times at which fields expire, and how many
-- do, for a hash with such fields. Begins other scripts, behind content.lua.
local function print_of(key, most_bytes, most_elements)
  local kind, size, digest, times, expiring = content_of(key, most_bytes, most_elements)
  if kind == 'none' then
    return 'A', '', -2
  end
  if digest == '' then
    return 'L', '', -2
  end
  if kind ~= 'string' then
    digest = redis.sha1hex(kind .. size .. ':' .. digest)
  end
  local short = struct.pack('>I4I4', tonumber(string.sub(digest, 1, 8), 16), tonumber(string.sub(digest, 9, 16), 16))
  local pttl = redis.call('PTTL', key)
  if expiring and expiring > 0 then
    return 'H', short, pttl, times, expiring
  end
  return pttl < 0 and 'P' or 'E', short, pttl
end

local function packed(key, most_bytes, most_elements)
  local flag, short, pttl, times, expiring = print_of(key, most_bytes, most_elements)
  if flag == 'H' then
    return flag .. short .. struct.pack('>ddI4', pttl, times, expiring)
  end
  return flag == 'E' and flag .. short .. struct.pack('>d', pttl) or flag .. short
end
