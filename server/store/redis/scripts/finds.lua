-- Records of a run's finds, as many as are there. KEYS: room tag. ARGV: runId, first position, number (at least 1).
local room = KEYS[1]
local key = room .. (redis.call('HGET', room .. ':h', 'r') == ARGV[1] and ':f' or ':f:' .. ARGV[1])
return redis.call('GETRANGE', key, ARGV[2] * FIND_WIDTH, (ARGV[2] + ARGV[3]) * FIND_WIDTH - 1)
