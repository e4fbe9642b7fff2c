-- Packs names of keys into one string. Each follows its length: one byte, or 255 and four bytes. Other scripts begin
-- with this file.
local function named(key)
  return (#key < 255 and string.char(#key) or '\255' .. struct.pack('>I4', #key)) .. key
end

local function names_of(packed)
  local names, at = {}, 1
  while at <= #packed do
    local length = string.byte(packed, at)
    at = at + 1
    if length == 255 then
      length = struct.unpack('>I4', packed, at)
      at = at + 4
    end
    names[#names + 1] = string.sub(packed, at, at + length - 1)
    at = at + length
  end
  return names
end
