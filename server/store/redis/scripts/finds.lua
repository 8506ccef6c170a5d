-- Records of a run's finds. KEYS: room tag. ARGV: runId, or '' for the current one; first position, from the end when
-- negative; number. Answers { runId, finds in all, records }, or nil when there is no such run.
local room = KEYS[1]
local current = redis.call('HGET', room .. ':h', 'r')
local runId = ARGV[1] ~= '' and ARGV[1] or current
if not runId then return nil end
local key = room .. (runId == current and ':f' or ':f:' .. runId)
local count = redis.call('STRLEN', key) / FIND_WIDTH
local first = tonumber(ARGV[2])
if first < 0 then first = math.max(count + first, 0) end
local last = math.min(first + ARGV[3], count)
if last <= first then return { runId, count, '' } end
return { runId, count, redis.call('GETRANGE', key, first * FIND_WIDTH, last * FIND_WIDTH - 1) }
