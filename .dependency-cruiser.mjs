/** The house rules: shared ← db ← server, shared ← client; nothing of the game imports loadtest, deploy or tests. */
const only = (from, allowed) => ({
  name: `${from}-imports`,
  comment: `${from}/ may import only ${allowed.join(', ')} of this repository`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: 'vite\\.config\\.ts$' },
  to: { path: '^(shared|db|server|client|deploy|loadtest|tests)/', pathNot: `^(${allowed.join('|')})/` },
});

/**
 * The layers of the server, each with those it may import, values and types alike; every one may also use the files of `server/`
 * itself (clock, configuration, log, metrics) but those that put a node together.
 */
const layer = (name, allowed) => ({
  name: `server-${name}-imports`,
  comment: `server/${name}/ may import only ${[name, ...allowed].join(', ')} of the server`,
  severity: 'error',
  from: { path: `^server/${name}/` },
  to: {
    path: '^server/',
    pathNot: `^server/((${[name, ...allowed].join('|')})/|(?!app\\.ts|main\\.ts)[\\w-]+\\.ts$)`,
  },
});

export default {
  forbidden: [
    only('shared', ['shared']),
    only('db', ['db', 'shared']),
    only('server', ['server', 'db', 'shared']),
    only('client', ['client', 'shared']),
    only('loadtest', ['loadtest', 'deploy', 'server', 'db', 'shared']),
    only('deploy', ['deploy', 'server', 'db', 'shared']),
    layer('fast-path', []),
    layer('redis', []),
    layer('store', ['fast-path', 'redis']),
    layer('identity', []),
    layer('quizzes', []),
    layer('limits', ['store']),
    layer('broadcast', ['fast-path', 'redis', 'identity', 'limits', 'store']),
    layer('commands', ['broadcast', 'store', 'quizzes', 'identity', 'limits']),
    layer('workers', ['commands', 'broadcast', 'store']),
    layer('endpoint', ['commands', 'broadcast', 'store', 'fast-path', 'identity', 'limits']),
    layer('http', ['store', 'quizzes', 'identity', 'limits']),
    {
      name: 'commands-know-no-sockets',
      comment:
        'commands and workers know the broadcaster by its type; what brings events to sockets is built elsewhere',
      severity: 'error',
      from: { path: '^server/(commands|store|quizzes)/' },
      to: {
        path: '^(server/broadcast/|node_modules/(socket\\.io|express)/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'postgres-and-atlas-apart',
      comment: 'db/ is two rooms: Postgres, and the build of the atlas',
      severity: 'error',
      from: { path: '^db/(postgres|atlas)/' },
      to: { path: '^db/(postgres|atlas)/', pathNot: '^db/$1/' },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'db-knows-no-sockets',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: 'node_modules/(socket\\.io|ioredis|@socket\\.io)' },
    },
    {
      name: 'server-draws-nothing',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: 'node_modules/(d3|svelte)' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(^client/public/|\\.d\\.m?ts|config\\.ts|\\.mjs)$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|artefact|sources)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'types', 'default'],
      extensions: ['.ts', '.js', '.svelte', '.mjs', '.json'],
    },
  },
};
