-- The fingerprint of a key: "A" absent, "L" larger than that, "P" and 8 bytes of digest, or "E", those and
-- its PTTL as a double, for one that expires. Begins other scripts, behind content.lua.
local function print_of(key, most_bytes, most_elements)
  local kind, size, digest = content_of(key, most_bytes, most_elements)
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
  return pttl < 0 and 'P' or 'E', short, pttl
end

local function packed(key, most_bytes, most_elements)
  local flag, short, pttl = print_of(key, most_bytes, most_elements)
  return flag == 'E' and flag .. short .. struct.pack('>d', pttl) or flag .. short
end
