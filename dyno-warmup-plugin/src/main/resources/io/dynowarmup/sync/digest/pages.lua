-- Reads pages of a large key: at most a number of elements, and no more after 1 MiB was read. The elements are read in
-- steps of 16 to 128, so that a page exceeds 1 MiB by the size of one step. Other scripts begin with this file.
local page_bytes, first_step, last_step = 1048576, 16, 128

-- Calls next_step(number of elements read, step) until the page is full. It returns a list and whether more follow.
local function page_of(count, next_step, bytes_of)
  local all, bytes, step, more = {}, 0, first_step, true
  while more and #all < count and bytes < page_bytes do
    local some
    some, more = next_step(#all, math.min(step, count - #all), all[#all])
    for i = 1, #some do
      all[#all + 1] = some[i]
      bytes = bytes + bytes_of(some[i])
    end
    step = math.min(2 * step, last_step)
  end
  return all, more
end

local function length(s)
  return #s
end

-- Returns elements of a list, and where the next page begins ("" after the last one).
local function list_page(key, from, count)
  local start = from == '' and 0 or tonumber(from)
  local all, more = page_of(count, function(read, step)
    local some = redis.call('LRANGE', key, start + read, start + read + step - 1)
    return some, #some == step
  end, length)
  return all, more and string.format('%.0f', start + #all) or ''
end

-- Returns what SSCAN, HSCAN or ZSCAN returns, and the next cursor ("" after the last page). Each element of the page
-- has this many strings.
local function scan_page(command, key, from, count, width)
  local cursor = from == '' and '0' or from
  local all = page_of(count * width, function(_, step)
    local page = redis.call(command, key, cursor, 'COUNT', math.max(1, step / width))
    cursor = page[1]
    return page[2], cursor ~= '0'
  end, length)
  return all, cursor == '0' and '' or cursor
end

-- Returns entries of a stream, and whether more may follow.
local function stream_page(key, start, count)
  return page_of(count, function(_, step, last)
    local some = redis.call('XRANGE', key, last and '(' .. last[1] or start, '+', 'COUNT', step)
    return some, #some == step
  end, function(entry)
    local bytes = 0
    for _, s in ipairs(entry[2]) do
      bytes = bytes + #s
    end
    return bytes
  end)
end
