-- KEYS: nodes' tag. ARGV: nodeId.
redis.call('ZREM', KEYS[1] .. ':until', ARGV[1])
redis.call('DEL', KEYS[1] .. ':rooms:' .. ARGV[1])
return 1
